import type { Timing } from "../client/port.ts";
import { type Arrival, type Door, arrivals } from "./arrivals.ts";
import type { Contact, Desk } from "./contact.ts";
import type { Letter } from "./demo-letters.ts";
import { Dice } from "./dice.ts";
import { Pace } from "./pace.ts";
import { SimulatedAgent } from "./simulated-agent.ts";
import { SimulatedCustomer } from "./simulated-customer.ts";
import { allStories, knownLines } from "./stories.ts";

export interface SimulatorOptions {
  readonly seed: number;
  /** How many times as fast as life; the node's own deadlines stay as they are. */
  readonly speed: number;
  readonly perMinute: number;
  readonly doors: readonly Door[];
  readonly agents: readonly { readonly username: string; readonly password: string }[];
  /** So many come in the first moments. */
  readonly atOnce: number;
  /** Written at the start, and left to whoever picks them. */
  readonly letters: readonly Letter[];
  /** Nobody new while so many are still there. */
  readonly openAtMost: number;
  /** After so many in all, nobody new comes any more. */
  readonly customersAtMost: number;
}

export const usualTraffic = {
  seed: 1,
  speed: 1,
  perMinute: 6,
  atOnce: 12,
  letters: [],
  openAtMost: 40,
  customersAtMost: 5000,
} as const satisfies Omit<SimulatorOptions, "doors" | "agents">;

export interface SimulatorParts {
  readonly contact: Contact;
  readonly timing: Pick<Timing, "monotonic" | "after">;
  newId(): string;
  log(line: string): void;
}

export interface SimulatorCounts {
  readonly came: number;
  readonly open: number;
  /** Did not come because enough were there. */
  readonly turnedAway: number;
  readonly troubled: number;
}

/** Customers who come and go and agents who work: an ordinary client, many times over. */
export class Simulator {
  readonly #parts: SimulatorParts;
  readonly #options: SimulatorOptions;
  readonly #pace: Pace;
  readonly #desks: Desk[] = [];
  readonly #lines = new Set<() => void>();
  readonly #arrivals: Generator<Arrival, never>;
  #counts = { came: 0, open: 0, turnedAway: 0, troubled: 0 };
  #stopped = false;

  constructor(parts: SimulatorParts, options: SimulatorOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#pace = new Pace(parts.timing, options.speed);
    this.#arrivals = arrivals(options);
  }

  get counts(): SimulatorCounts {
    return { ...this.#counts };
  }

  start(): void {
    this.#awaitNext();
    void this.#seatAgents();
    for (const letter of this.#options.letters) void this.#post(letter);
  }

  /** Nothing is sent and no timer is left after this. */
  stop(): void {
    this.#stopped = true;
    this.#pace.stop();
    this.#parts.contact.close();
    for (const desk of this.#desks) desk.close();
    for (const close of this.#lines) close();
    this.#lines.clear();
  }

  #awaitNext(): void {
    const { value: arrival } = this.#arrivals.next();
    if (this.#counts.came + this.#counts.turnedAway >= this.#options.customersAtMost) return;
    this.#pace.after(Math.max(0, arrival.atMs - this.#pace.now()), () => {
      this.#arrive(arrival);
      this.#awaitNext();
    });
  }

  #arrive(arrival: Arrival): void {
    if (this.#counts.open >= this.#options.openAtMost) {
      this.#counts.turnedAway += 1;
      return;
    }
    this.#counts.came += 1;
    this.#counts.open += 1;
    const customer = new SimulatedCustomer(arrival, {
      contact: this.#contactWhichCloses(),
      pace: this.#pace,
      dice: Dice.for(this.#options.seed, `customer ${arrival.number}`),
      gone: (trouble) => {
        this.#counts.open -= 1;
        if (trouble !== null) this.#trouble(`customer ${arrival.number}`, trouble);
      },
    });
    customer.come();
  }

  async #post({ text, ...writer }: Letter): Promise<void> {
    try {
      const line = await this.#contactWhichCloses().visit(writer, () => undefined);
      await line.say(text);
      line.close();
    } catch (error) {
      this.#trouble(writer.name, error);
    }
  }

  /** So that whoever is still there when the simulator stops is cut off, and their lines with them. */
  #contactWhichCloses(): Contact {
    const { contact } = this.#parts;
    return {
      ...contact,
      visit: async (visitor, answered) => {
        const line = await contact.visit(visitor, answered);
        const close = (): void => {
          this.#lines.delete(close);
          line.close();
        };
        if (this.#stopped) close();
        else this.#lines.add(close);
        return { ...line, close };
      },
    };
  }

  /** One after the other: a node lets only so many sign in at a time. */
  async #seatAgents(): Promise<void> {
    const known = knownLines(allStories);
    for (const account of this.#options.agents) {
      if (this.#stopped) return;
      try {
        await this.#seat(account, known);
      } catch (error) {
        this.#trouble(account.username, error);
      }
    }
  }

  async #seat(
    account: { readonly username: string; readonly password: string },
    known: ReturnType<typeof knownLines>,
  ): Promise<void> {
    let agent: SimulatedAgent | null = null;
    const desk = await this.#parts.contact.signIn(account, () => agent?.changed());
    if (this.#stopped) return desk.close();
    this.#desks.push(desk);
    const dice = Dice.for(this.#options.seed, account.username);
    const newId = (): string => this.#parts.newId();
    agent = new SimulatedAgent({ desk, pace: this.#pace, dice, known, newId });
    agent.start();
  }

  #trouble(who: string, error: unknown): void {
    if (this.#stopped) return;
    this.#counts.troubled += 1;
    this.#parts.log(`${who}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
