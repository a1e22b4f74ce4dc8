import { brand } from "../../src/domain/id.ts";
import type { Command, Outcome } from "../../src/protocol/commands.ts";
import type { WireRow } from "../../src/protocol/rows.ts";
import { AgentSocket } from "../support/agent-socket.ts";
import type { Api, Visitor } from "../support/api.ts";

/** A command that was sent at least once, and the first outcome anybody saw of it. */
export interface Sent {
  readonly api: Api;
  readonly command: Command;
  outcome: Outcome | null;
}

/** A customer's message: the same id is sent again until the node has said it is kept. */
export interface Said {
  readonly visitor: Visitor;
  readonly messageId: string;
  isKept: boolean;
}

/** Customers and agents who go on working through every kill, and keep book of what they were told. */
export class Workload {
  readonly sent: Sent[] = [];
  readonly said: Said[] = [];
  readonly #seen = new Set<string>();
  readonly #waiting: (() => void)[] = [];
  #made = 0;
  #url = "";
  #isRunning = false;
  #sockets: AgentSocket[] = [];

  /** Opens the desks and lets everybody work until `pause`. */
  async begin(url: string, agents: readonly Api[], visitors: readonly Visitor[]): Promise<void> {
    this.#url = url;
    this.#isRunning = true;
    this.#sockets = await Promise.all(agents.map((api, place) => this.#staff(api, place)));
    for (const visitor of visitors) void this.#talk(visitor);
    void this.#sendOpen();
  }

  pause(): void {
    this.#isRunning = false;
    for (const socket of this.#sockets) socket.close();
    this.#sockets = [];
  }

  /** The instant somebody is next told that something is kept: what was only promised is lost if the node dies now. */
  nextAnswer(): Promise<void> {
    return new Promise((told) => this.#waiting.push(told));
  }

  #tellAnswer(): void {
    for (const told of this.#waiting.splice(0)) told();
  }

  /** What has been sent and not been answered yet. */
  open(): Sent[] {
    return this.sent.filter((each) => each.outcome === null);
  }

  /** Sends everything that is open until all of it has an outcome; bounded. */
  async settle(tries: number): Promise<void> {
    for (let round = 0; round < tries && this.open().length > 0; round += 1) {
      for (const each of this.open()) await this.#send(each);
    }
    for (const said of this.said.filter((each) => !each.isKept)) await this.#say(said);
  }

  async #staff(api: Api, place: number): Promise<AgentSocket> {
    const socket = await AgentSocket.open(this.#url, api.token ?? "", `kill-desk-${place}`);
    socket.onRow = (row) => this.#react(api, row);
    this.#enter(api, {
      id: this.#id(),
      type: "agent.setState",
      body: { state: "READY", reason: null },
    });
    return socket;
  }

  /** Accept what is offered, note and resolve what is active, hand in the form of what is in wrap-up: once each. */
  #react(api: Api, row: WireRow): void {
    if (row.kind !== "TASK" || !this.#isRunning) return;
    const { id: taskId, interactionId, offer, mediaState, taskState } = row.row;
    const once = `${taskId}:${taskState}:${mediaState}`;
    if (this.#seen.has(once)) return;
    this.#seen.add(once);
    if (mediaState === "RESERVED" && offer !== null) {
      this.#enter(api, {
        id: this.#id(),
        type: "offer.accept",
        body: { taskId, offerId: offer.id },
      });
    }
    if (mediaState === "ACTIVE") {
      const note = { interactionId, messageId: brand<never>(this.#id()), body: "seen" };
      this.#enter(api, { id: this.#id(), type: "note.add", body: note });
      this.#enter(api, { id: this.#id(), type: "task.resolve", body: { taskId } });
    }
    if (taskState === "WRAP_UP") {
      const body = { taskId, dispositions: ["explained"], note: "done" };
      this.#enter(api, { id: this.#id(), type: "wrapup.submit", body });
    }
  }

  #enter(api: Api, command: Command): void {
    this.sent.push({ api, command, outcome: null });
  }

  async #sendOpen(): Promise<void> {
    while (this.#isRunning) {
      await Promise.all(
        this.open()
          .slice(0, 20)
          .map((each) => this.#send(each)),
      );
      await new Promise((turn) => setTimeout(turn, 5));
    }
  }

  async #send(each: Sent): Promise<void> {
    const outcome = await outcomeOf(each);
    if (outcome === null) return;
    each.outcome ??= outcome;
    this.#tellAnswer();
  }

  async #talk(visitor: Visitor): Promise<void> {
    while (this.#isRunning) {
      const said = { visitor, messageId: this.#id(), isKept: false };
      this.said.push(said);
      while (this.#isRunning && !said.isKept) await this.#say(said);
    }
  }

  async #say(said: Said): Promise<void> {
    const { messageId, visitor } = said;
    const body = { messageId, body: `My invoice is wrong, ${messageId}` };
    try {
      const { status } = await visitor.api.request("POST", "/visitor/messages", body);
      said.isKept ||= status === 200 || status === 201;
      if (said.isKept) this.#tellAnswer();
    } catch {
      await new Promise((turn) => setTimeout(turn, 20));
    }
  }

  #id(): typeof brandedId {
    this.#made += 1;
    return brand(`kill-${this.#made}`);
  }
}

declare const brandedId: Command["id"];

/** The outcome a command gets now, or null when nobody can say (no answer, "unknown", busy). */
export async function outcomeOf({
  api,
  command,
}: Pick<Sent, "api" | "command">): Promise<Outcome | null> {
  try {
    const { status, body } = await api.command(command);
    if (status >= 500 || status === 429) return null;
    return body.outcome ?? body;
  } catch {
    return null;
  }
}
