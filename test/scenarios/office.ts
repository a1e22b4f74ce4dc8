import { vi } from "vitest";
import type { RunningNode } from "../../src/node/run.ts";
import type { Outcome } from "../../src/protocol/commands.ts";
import type { VisitorReply } from "../../src/protocol/http.ts";
import type { WhyReply } from "../../src/protocol/http-why.ts";
import type { AgentRow } from "../../src/protocol/rows/other-rows.ts";
import type { InteractionRow } from "../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";
import { FakeTime } from "../node/engine/fake-time.ts";
import {
  Client,
  addPerson,
  ask,
  beginVisit,
  say,
  startNode,
  tokenOf,
} from "../node/gateway/harness.ts";

const api = "/api/v1";
const SAM = "sam";
const ROOT = "root";

export interface Request {
  readonly visit: VisitorReply;
  readonly says: string;
}

/**
 * A contact centre spoken with as its users speak with it: customers over HTTP, agents over sockets, the administrator
 * over HTTP. Only the clock is the test's. Two queues, "billing" and "tech"; Sam supervises both.
 */
export class Office {
  readonly node: RunningNode;
  readonly time: FakeTime;
  readonly #clients = new Map<string, Client>();
  #customers = 0;

  private constructor(node: RunningNode, time: FakeTime) {
    this.node = node;
    this.time = time;
  }

  static async open(agents: Readonly<Record<string, readonly string[]>>): Promise<Office> {
    const time = new FakeTime();
    const office = new Office(await startNode({ time }), time);
    await addPerson(office.node, { username: ROOT, queues: [], role: "admin" });
    const both = ["billing", "tech"];
    await addPerson(office.node, {
      username: SAM,
      queues: both,
      role: "supervisor",
      teams: ["red"],
    });
    for (const [username, queues] of Object.entries(agents))
      await addPerson(office.node, { username, queues, teams: ["red"] });
    return office;
  }

  async close(): Promise<void> {
    for (const client of this.#clients.values()) client.close();
    await this.node.stop();
  }

  /** The administrator changes a setting. */
  async set(path: string, body: object): Promise<void> {
    const token = await tokenOf(this.node, ROOT);
    const reply = await ask(this.node, `${api}${path}`, { method: "PATCH", token, body });
    if (reply.status !== 200) throw new Error(`${path}: ${reply.text}`);
  }

  async make(path: string, body: object): Promise<void> {
    const token = await tokenOf(this.node, ROOT);
    const reply = await ask(this.node, `${api}${path}`, { token, body });
    if (reply.status !== 201) throw new Error(`${path}: ${reply.text}`);
  }

  async hello(name: string): Promise<Client> {
    const client = new Client(this.node);
    await client.hello(await tokenOf(this.node, name), `${name}'s computer`);
    await client.reconcile();
    this.#clients.set(name, client);
    return client;
  }

  /** The line to this person goes dead. */
  lose(name: string): void {
    this.client(name).close();
    this.#clients.delete(name);
  }

  client(name: string): Client {
    const client = this.#clients.get(name);
    if (client === undefined) throw new Error(`${name} is not signed in`);
    return client;
  }

  async sends(name: string, type: string, body: object): Promise<Outcome> {
    if (!this.#clients.has(name)) await this.hello(name);
    return this.client(name).command(type, body);
  }

  async does(name: string, type: string, body: object = {}): Promise<void> {
    const outcome = await this.sends(name, type, body);
    if (outcome.end !== "APPLIED") throw new Error(`${name} ${type}: ${JSON.stringify(outcome)}`);
  }

  async ready(...names: string[]): Promise<void> {
    for (const name of names)
      await this.does(name, "agent.setState", { state: "READY", reason: null });
  }

  /** A new customer writes. */
  async writes(queue: string, says: string): Promise<Request> {
    this.#customers += 1;
    const visit = await beginVisit(this.node, `web-${queue}`, `Customer ${this.#customers}`);
    await say(this.node, visit, says);
    return { visit, says };
  }

  async again({ visit }: Request, says: string): Promise<void> {
    await say(this.node, visit, says);
  }

  /** What the supervisor is answered when asking for all open work. */
  async tasks(): Promise<readonly TaskRow[]> {
    return (await this.#asSam<{ items: TaskRow[] }>("/tasks?limit=200")).items;
  }

  /** The open task of the customer who began with these words. */
  async task({ visit }: Request): Promise<TaskRow> {
    const found = (await this.#interactions("ACTIVE")).find(
      (each) => each.threadId === visit.threadId,
    );
    const task = (await this.tasks()).find((each) => each.interactionId === found?.id);
    if (task === undefined) throw new Error("no open task");
    return task;
  }

  async ended({ id }: TaskRow): Promise<TaskRow> {
    return this.#asSam<TaskRow>(`/tasks/${id}`);
  }

  async interaction({ visit }: Request): Promise<InteractionRow> {
    const all = [
      ...(await this.#interactions("ACTIVE")),
      ...(await this.#interactions("COMPLETED")),
    ];
    const found = all.find((each) => each.threadId === visit.threadId);
    if (found === undefined) throw new Error("no interaction");
    return found;
  }

  async #interactions(state: string): Promise<InteractionRow[]> {
    return (await this.#asSam<{ items: InteractionRow[] }>(`/interactions?state=${state}`)).items;
  }

  async why(task: TaskRow): Promise<WhyReply> {
    return this.#asSam<WhyReply>(`/tasks/${task.id}/why`);
  }

  async agent(name: string): Promise<AgentRow> {
    const token = await tokenOf(this.node, ROOT);
    return (await ask<AgentRow>(this.node, `${api}/agents/${name}`, { token })).body;
  }

  async events(): Promise<readonly { type: string; id: string; data?: unknown }[]> {
    const token = await tokenOf(this.node, ROOT);
    const found: { type: string; id: string; data?: unknown }[] = [];
    for (let after = 0; ;) {
      const path = `${api}/events?after=${after}`;
      const { body } = await ask<{ items: typeof found; next: number; head: number }>(
        this.node,
        path,
        { token },
      );
      found.push(...body.items);
      if (body.next >= body.head || body.next === after) return found;
      after = body.next;
    }
  }

  async #asSam<T>(path: string): Promise<T> {
    const token = await tokenOf(this.node, SAM);
    const reply = await ask<T>(this.node, `${api}${path}`, { token });
    if (reply.status !== 200) throw new Error(`${path}: ${reply.text}`);
    return reply.body;
  }

  /** The offer that is open on this agent's screen, as soon as it is there. */
  async offered(name: string): Promise<TaskRow> {
    const own = () =>
      this.client(name)
        .rowsOf("TASK")
        .find((each) => each.mediaState === "RESERVED" && each.agentId === name);
    await this.client(name).until(() => own() !== undefined);
    const found = own();
    if (found === undefined) throw new Error("seen a moment ago");
    return found;
  }

  /** Accepts what is offered to this agent; the words it began with. */
  async accepts(name: string): Promise<TaskRow> {
    const task = await this.offered(name);
    await this.does(name, "offer.accept", { taskId: task.id, offerId: task.offer?.id });
    return task;
  }

  async declines(name: string): Promise<void> {
    const task = await this.offered(name);
    await this.does(name, "offer.decline", {
      taskId: task.id,
      offerId: task.offer?.id,
      reason: null,
    });
  }

  /** Time passes; whoever is signed in stays within earshot. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 4000) {
      for (const client of this.#clients.values()) {
        client.send({ frame: "ping", n: 1 });
        await client.next("pong");
      }
      await this.time.pass(Math.min(left, 4000));
    }
  }

  /** Until what is asked for over the API is as it should be. */
  async eventually(look: () => Promise<void>): Promise<void> {
    await vi.waitFor(look, { timeout: 4000, interval: 15 });
  }
}
