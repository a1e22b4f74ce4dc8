import { PROTOCOL_VERSION } from "../../src/protocol/version.ts";
import WebSocket from "ws";
import type { Command, Outcome } from "../../src/protocol/commands.ts";
import type { NodeFrame, SentFrame } from "../../src/protocol/frames.ts";
import type { WireRow } from "../../src/protocol/rows.ts";

/** A plain client of the sync socket: answers signs of life, keeps nothing, tells rows and outcomes. */
export class AgentSocket {
  readonly #socket: WebSocket;
  readonly #answers = new Map<string, (outcome: Outcome) => void>();
  onRow: (row: WireRow) => void = () => undefined;
  onFrame: (frame: NodeFrame) => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#take(JSON.parse(data.toString()) as NodeFrame));
    socket.on("error", () => undefined);
  }

  static async open(url: string, token: string, device: string): Promise<AgentSocket> {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/sync`, "switchyard.v1", {
      origin: url,
    });
    socket.setMaxListeners(0);
    const agent = new AgentSocket(socket);
    await new Promise<void>((opened, failed) => {
      socket.once("open", opened);
      socket.once("error", failed);
    });
    const welcome = agent.until((frame) => frame.frame === "welcome");
    agent.send({ frame: "hello", protocol: PROTOCOL_VERSION, token, device });
    await welcome;
    const list = agent.until((frame) => frame.frame === "list");
    agent.send({ frame: "reconcile", feedId: null, seq: 0 });
    await list;
    return agent;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  send(frame: SentFrame): void {
    if (this.isOpen) this.#socket.send(JSON.stringify(frame));
  }

  /** Resolves with the outcome; rejects when the line breaks first: then nobody knows. */
  command(command: Command): Promise<Outcome> {
    return new Promise((answer, broken) => {
      this.#answers.set(command.id, answer);
      this.#socket.once("close", () => broken(new Error("line broken")));
      this.send({ frame: "commands", commands: [command] });
    });
  }

  until(wanted: (frame: NodeFrame) => boolean): Promise<NodeFrame> {
    return new Promise((found, broken) => {
      const look = (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as NodeFrame;
        if (!wanted(frame)) return;
        this.#socket.off("message", look);
        found(frame);
      };
      this.#socket.on("message", look);
      this.#socket.once("close", () => broken(new Error("line broken")));
    });
  }

  close(): void {
    this.#socket.terminate();
  }

  #take(frame: NodeFrame): void {
    if (frame.frame === "ask") this.send({ frame: "here", n: frame.n });
    if (frame.frame === "changes") {
      for (const outcome of frame.outcomes) {
        this.#answers.get(outcome.commandId)?.(outcome);
        this.#answers.delete(outcome.commandId);
      }
      for (const row of frame.rows) this.onRow(row);
    }
    this.onFrame(frame);
  }
}
