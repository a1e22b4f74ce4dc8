import type { Arrival } from "./arrivals.ts";
import type { Contact, CustomerLine } from "./contact.ts";
import type { Dice } from "./dice.ts";
import type { Pace } from "./pace.ts";
import { phrase } from "./stories.ts";

export interface CustomerParts {
  readonly contact: Contact;
  readonly pace: Pace;
  readonly dice: Dice;
  /** Told once, when nothing more will come from this customer; and why, if it was not of their own will. */
  gone(trouble: unknown): void;
}

const patienceMs = 240_000;
const leastPatienceMs = 75_000;
const staysAfterThanksMs = 90_000;

/**
 * Somebody who wants something: asks, waits, asks on when answered, says thank you and goes. Reads before
 * writing, and does not wait for ever.
 */
export class SimulatedCustomer {
  readonly #arrival: Arrival;
  readonly #parts: CustomerParts;
  #line: CustomerLine | null = null;
  #nextTurn = 0;
  #answers = 0;
  #said: "ASKING" | "THANKED" | "GONE" = "ASKING";
  #callOffWriting: (() => void) | null = null;
  #callOffPatience: () => void = () => undefined;

  constructor(arrival: Arrival, parts: CustomerParts) {
    this.#arrival = arrival;
    this.#parts = parts;
  }

  come(): void {
    this.#try(() => this.#begin());
  }

  async #begin(): Promise<void> {
    const { door, name, email, opening } = this.#arrival;
    const visitor = { sourceId: door.id, name, email };
    const line = await this.#parts.contact.visit(visitor, () => this.#answered());
    this.#line = line;
    await this.#say(opening);
  }

  /** One answer may come in several messages: the customer reads them all and then writes. */
  #answered(): void {
    if (this.#said === "GONE") return;
    this.#answers += 1;
    this.#callOffPatience();
    if (this.#callOffWriting !== null || this.#said === "THANKED") return;
    this.#callOffWriting = this.#parts.pace.after(this.#parts.dice.between(6000, 25_000), () => {
      this.#callOffWriting = null;
      this.#try(() => this.#goOn());
    });
  }

  async #goOn(): Promise<void> {
    const turn = this.#arrival.story.turns[this.#nextTurn];
    this.#nextTurn += 1;
    if (turn !== undefined) {
      return this.#say(turn.customer);
    }
    this.#said = "THANKED";
    // Some simply stop writing, as people do.
    if (this.#parts.dice.chance(0.85)) await this.#line?.say(this.#arrival.story.thanks);
    this.#parts.pace.after(staysAfterThanksMs, () => this.#try(() => this.#go()));
  }

  #waitForAnswer(): void {
    this.#callOffPatience();
    const wait = leastPatienceMs + this.#parts.dice.exponential(patienceMs);
    this.#callOffPatience = this.#parts.pace.after(wait, () => this.#try(() => this.#loseHeart()));
  }

  /** Live chat is left by leaving; a message stays where it is, and its writer asks once more. */
  async #loseHeart(): Promise<void> {
    const asksOnce = this.#answers === 0 && !this.#arrival.door.sessionBound;
    if (asksOnce) {
      this.#answers = 1;
      return this.#say(phrase(this.#parts.dice, "impatient"));
    }
    await this.#go();
  }

  async #say(text: string): Promise<void> {
    if ((await this.#line?.say(text)) === true) this.#waitForAnswer();
    else this.#end(null);
  }

  async #go(): Promise<void> {
    if (this.#said === "GONE") return;
    if (this.#arrival.door.sessionBound) await this.#line?.leave();
    this.#end(null);
  }

  #end(trouble: unknown): void {
    if (this.#said === "GONE") return;
    this.#said = "GONE";
    this.#callOffPatience();
    this.#callOffWriting?.();
    this.#line?.close();
    this.#parts.gone(trouble);
  }

  /** Whatever goes wrong between a customer and the node ends this customer's visit, and nothing else. */
  #try(work: () => Promise<void>): void {
    if (this.#said !== "GONE") work().catch((error: unknown) => this.#end(error));
  }
}
