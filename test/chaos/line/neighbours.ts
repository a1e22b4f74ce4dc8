import { type InteractionId, type TaskId, brand } from "../../../src/domain/id.ts";
import type { Command, CommandType, Outcome } from "../../../src/protocol/commands.ts";
import type { VisitorMessagesReply } from "../../../src/protocol/http.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import { AgentSocket } from "../../support/agent-socket.ts";
import { Api, type Visitor, beginVisit } from "../../support/api.ts";

const PATIENCE_MS = 5000;

export interface NeighbourParts {
  readonly url: string;
  readonly roll: () => number;
  readonly queueId: string;
  /** A colleague who serves the same queue, on a good line. */
  readonly colleague: { readonly id: string; readonly token: string };
  /** Who sits at the device. */
  readonly agent: { readonly id: string; readonly token: string };
  readonly admin: string;
}

/** Everybody else around one device: customers, a colleague who takes work away, an administrator who takes rights. */
export class Neighbours {
  readonly #parts: NeighbourParts;
  readonly #visitors: Visitor[] = [];
  readonly #seen = new Set<string>();
  readonly #agent: Api;
  readonly #admin: Api;
  #socket: AgentSocket | null = null;
  #turn: Promise<void> = Promise.resolve();
  #busy = false;
  #serves = true;
  #made = 0;
  changes = 0;

  constructor(parts: NeighbourParts) {
    this.#parts = parts;
    this.#agent = new Api(parts.url, parts.agent.token);
    this.#admin = new Api(parts.url, parts.admin);
  }

  /** Conversations for the device to work on, some of them over already; answers with those that are open. */
  async prepare(open: number, over: number): Promise<readonly string[]> {
    const begun: string[] = [];
    for (let nth = 0; nth < open + over; nth += 1) {
      const interactionId = await this.#visit();
      const taskId = await this.#engage(interactionId);
      await this.#asAgent("message.post", {
        interactionId,
        messageId: brand<never>(`${interactionId}-first`),
        body: "Hello",
      });
      if (nth < open) {
        begun.push(interactionId);
        continue;
      }
      await this.#asAgent("task.resolve", { taskId });
      await this.#asAgent("wrapup.submit", { taskId, dispositions: ["explained"], note: "" });
    }
    await this.#visit();
    return begun;
  }

  /** A supervisor from here on: whoever comes back finds conversations ended, and in other hands. */
  async promote(): Promise<void> {
    const roles = ["agent", "supervisor"];
    const { status } = await this.#admin.request("PATCH", `/users/${this.#parts.colleague.id}`, {
      roles,
    });
    if (status !== 200) throw new Error(`the colleague's roles: ${status}`);
  }

  /** Ends a conversation, or has it given to the colleague; refused where that has come about by itself. */
  async overrule(interactionId: string): Promise<void> {
    const isTaken = this.#parts.roll() < 0.5;
    const { colleague } = this.#parts;
    const id = this.#commandId();
    const named = { interactionId: brand<never>(interactionId) };
    const taken = { ...named, agentId: brand<never>(colleague.id), bypass: true };
    const outcome = await this.#asked(
      isTaken
        ? { id, type: "intervention.assign", body: taken }
        : { id, type: "interaction.forceComplete", body: named },
    );
    if (outcome?.end === "APPLIED") this.changes += 1;
  }

  async begin(everyMs: number): Promise<void> {
    const { url, colleague } = this.#parts;
    this.#socket = await AgentSocket.open(url, colleague.token, `colleague-${colleague.id}`);
    this.#socket.onRow = ({ kind, row }) => kind === "TASK" && this.#takeAway(row);
    this.#send({
      id: this.#commandId(),
      type: "agent.setState",
      body: { state: "READY", reason: null },
    });
    this.#busy = true;
    this.#turn = this.#goOn(everyMs);
  }

  /** All rights are given back, and nobody does anything any more. */
  async rest(): Promise<void> {
    this.#busy = false;
    await this.#turn;
    if (this.#socket === null) return;
    await this.#serve(true);
    const body = { state: "NOT_READY", reason: null } as const;
    await this.#asked({ id: this.#commandId(), type: "agent.setState", body });
    this.#socket?.close();
    this.#socket = null;
  }

  async #goOn(everyMs: number): Promise<void> {
    while (this.#busy) {
      const share = this.#parts.roll();
      if (share < 0.25) await this.#visit();
      else if (share < 0.92) await this.#speak();
      else await this.#serve(!this.#serves);
      await new Promise((moment) => setTimeout(moment, everyMs));
    }
  }

  /** Whoever waits is taken up, also by whom nothing is offered. */
  async #engage(interactionId: InteractionId): Promise<TaskId> {
    const taskId = brand<TaskId>(this.#id("task"));
    const reply = await this.#asAgent("interaction.engage", { interactionId, taskId });
    const isTask = typeof reply === "object" && reply !== null && "taskId" in reply;
    return isTask && typeof reply.taskId === "string" ? brand<TaskId>(reply.taskId) : taskId;
  }

  async #visit(): Promise<InteractionId> {
    const { url, queueId } = this.#parts;
    const visitor = await beginVisit(url, queueId, `Visitor ${this.#visitors.length}`);
    this.#visitors.push(visitor);
    await visitor.api.request("POST", "/visitor/messages", { body: "Is anybody there?" });
    this.changes += 1;
    const { conversation } = await visitor.api.get<VisitorMessagesReply>("/visitor/messages");
    if (conversation.interactionId === null) throw new Error("the visitor's words went nowhere");
    return conversation.interactionId;
  }

  async #speak(): Promise<void> {
    const place = Math.floor(this.#parts.roll() * this.#visitors.length);
    await this.#visitors[place]?.api.request("POST", "/visitor/messages", { body: "Hello again" });
    this.changes += 1;
  }

  async #serve(serves: boolean): Promise<void> {
    if (serves === this.#serves) return;
    this.#serves = serves;
    const { agent, queueId } = this.#parts;
    const queueIds = serves ? [queueId] : [];
    const { status } = await this.#admin.request("PATCH", `/users/${agent.id}`, { queueIds });
    if (status !== 200) throw new Error(`the queues of ${agent.id}: ${status}`);
    this.changes += 1;
  }

  /** What a colleague accepts leaves the device's view; what they resolve does not come back. */
  #takeAway(task: TaskRow): void {
    const { id: taskId, offer, mediaState, taskState } = task;
    const once = `${taskId} ${taskState} ${mediaState}`;
    if (task.agentId !== this.#parts.colleague.id || this.#seen.has(once)) return;
    this.#seen.add(once);
    const id = this.#commandId();
    if (mediaState === "RESERVED" && offer !== null)
      this.#send({ id, type: "offer.accept", body: { taskId, offerId: offer.id } });
    if (mediaState === "ACTIVE" && this.#parts.roll() < 0.7)
      this.#send({ id, type: "task.resolve", body: { taskId } });
    if (taskState === "WRAP_UP")
      this.#send({ id, type: "wrapup.submit", body: { taskId, dispositions: [], note: "" } });
  }

  /** An answer may be dropped for a slow reader, and this one does not ask again: null. */
  #asked(command: Command): Promise<Outcome | null> {
    const late = new Promise<null>((given) => setTimeout(() => given(null), PATIENCE_MS));
    return Promise.race([this.#socket?.command(command) ?? null, late]);
  }

  #send(command: Command): void {
    this.changes += 1;
    this.#socket?.command(command).catch(() => undefined);
  }

  async #asAgent<T extends CommandType>(type: T, body: Command<T>["body"]): Promise<unknown> {
    const command = { id: this.#commandId(), type, body } as Command<T>;
    const { status, body: answer } = await this.#agent.command(command);
    if (status !== 200 && status !== 201) throw new Error(`${type}: ${JSON.stringify(answer)}`);
    return answer.end === "APPLIED" ? answer.reply : null;
  }

  #commandId(): Command["id"] {
    return brand(this.#id("command"));
  }

  #id(what: string): string {
    this.#made += 1;
    return `${this.#parts.agent.id}-${what}-${this.#made}`;
  }
}
