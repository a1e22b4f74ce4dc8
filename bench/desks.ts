import { AgentSocket } from "../test/support/agent-socket.ts";
import { brand } from "../src/domain/id.ts";
import type { Command } from "../src/protocol/commands.ts";
import type { TaskRow } from "../src/protocol/rows/task-row.ts";
import type { BenchNodeReady } from "./bench-node.ts";

interface Heard {
  /** An offer of this customer's has reached the socket of its agent. */
  readonly offered: (customerId: string) => void;
  /** The node has said that this customer's work is finished. */
  readonly finished: (customerId: string) => void;
}

const OPENED_AT_ONCE = 50;

/** Everybody at a desk, each on a socket of their own, resolving as fast as offers come, so that somebody is free. */
export class Desks {
  readonly #customers = new Map<string, string>();
  readonly #handled = new Set<string>();
  #commands = 0;
  heard: Heard = { offered: () => undefined, finished: () => undefined };

  async open(url: string, agents: BenchNodeReady["agents"]): Promise<void> {
    for (let from = 0; from < agents.length; from += OPENED_AT_ONCE) {
      const some = agents.slice(from, from + OPENED_AT_ONCE);
      await Promise.all(some.map((agent) => this.#sitDown(url, agent)));
    }
  }

  async #sitDown(url: string, { id, token }: BenchNodeReady["agents"][number]): Promise<void> {
    const socket = await AgentSocket.open(url, token, `bench-${id}`);
    socket.onFrame = (frame) => {
      if (frame.frame !== "changes") return;
      for (const { kind, row } of frame.rows)
        if (kind === "INTERACTION") this.#customers.set(row.id, row.customerId);
      for (const { kind, row } of frame.rows)
        if (kind === "TASK" && row.agentId === id) this.#work(socket, row);
    };
    const ready = { state: "READY", reason: null };
    await socket.command(this.#command("agent.setState", ready));
  }

  #work(socket: AgentSocket, task: TaskRow): void {
    const { id: taskId, interactionId, offer, mediaState, taskState } = task;
    const once = `${taskId} ${taskState} ${mediaState}`;
    if (this.#handled.has(once)) return;
    this.#handled.add(once);
    const customerId = this.#customers.get(interactionId) ?? "";
    const send = (type: Command["type"], body: object) =>
      socket.command(this.#command(type, body)).catch(() => undefined);
    if (mediaState === "RESERVED" && offer !== null) {
      this.heard.offered(customerId);
      void send("offer.accept", { taskId, offerId: offer.id });
    }
    if (mediaState === "ACTIVE") void send("task.resolve", { taskId });
    if (taskState === "WRAP_UP")
      void send("wrapup.submit", { taskId, dispositions: [], note: "" }).then(() =>
        this.heard.finished(customerId),
      );
  }

  #command(type: Command["type"], body: object): Command {
    this.#commands += 1;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each caller gives a type with its own body
    return { id: brand(`bench-command-${this.#commands}`), type, body } as unknown as Command;
  }
}
