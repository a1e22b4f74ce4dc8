import { type MessagePort, type Worker, parentPort } from "node:worker_threads";
import { run } from "./calls.ts";
import { type ErrorText, errorFrom, errorText } from "./store-error.ts";

type Request = readonly [id: number, name: string, args: readonly unknown[], inParts: boolean];
/** What a call tells on the way to its answer, where somebody listens: it has a function for that as its last argument. */
type Part = { readonly id: number; readonly part: string };
type Reply =
  | Part
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: ErrorText }
  | { readonly log: string };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly take: Take | null;
}

type Take = (part: string) => void;

/** Asks a worker thread: one message a question, answered by its id, and all rejected should it die. */
export class WorkerLine {
  readonly #start: () => Worker;
  readonly #log: (line: string) => void;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;

  constructor(start: () => Worker, log: (line: string) => void) {
    this.#start = start;
    this.#log = log;
  }

  get isUp(): boolean {
    return this.#worker !== null;
  }

  /** Starts the worker; `onEnd` is told once if it ends in any way. */
  start(onEnd: () => void): void {
    const worker = this.#start();
    let reason = "it ended";
    this.#worker = worker;
    worker.on("message", (reply: Reply) => this.#answer(reply));
    worker.on(
      "error",
      (error) => (reason = error instanceof Error ? error.message : String(error)),
    );
    worker.on("exit", () => {
      if (this.#worker === worker) this.#worker = null;
      onEnd();
      this.#rejectAll(new Error(`The store's worker thread is gone: ${reason}`));
    });
  }

  ask(name: string, args: readonly unknown[]): Promise<unknown> {
    const worker = this.#worker;
    if (worker === null)
      return Promise.reject(new Error("The store's worker thread is not running"));
    const id = ++this.#lastId;
    const take = takeOf(args);
    const plain = take === null ? args : args.slice(0, -1);
    return new Promise((resolve, reject) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage([id, name, plain, take !== null] satisfies Request);
      this.#waiting.set(id, { resolve, reject, take });
    });
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #answer(reply: Reply): void {
    if ("log" in reply) return this.#log(reply.log);
    const waiting = this.#waiting.get(reply.id);
    if ("part" in reply) return waiting?.take?.(reply.part);
    this.#waiting.delete(reply.id);
    if ("error" in reply) waiting?.reject(errorFrom(reply.error));
    else waiting?.resolve(reply.value);
  }

  #rejectAll(error: Error): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const each of waiting) each.reject(error);
  }
}

/** Functions stay where they are: one at the end of the arguments is told the parts as they come. */
function takeOf(args: readonly unknown[]): Take | null {
  const last = args.at(-1);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Ask has checked it against the call
  return typeof last === "function" ? (last as Take) : null;
}

/** The worker's end: answers each question; those that do not wait are done strictly in order. */
export function serve(calls: object, after: () => void = () => undefined): void {
  const port = portOf();
  const answer = async ([id, name, args, inParts]: Request): Promise<void> => {
    try {
      const take: Take = (part) => tell(port, { id, part });
      tell(port, { id, value: await run(calls, name, inParts ? [...args, take] : args) });
    } catch (error) {
      tell(port, { id, error: errorText(error) });
    }
    after();
  };
  port.on("message", (request: Request) => void answer(request));
}

export function logLine(line: string): void {
  tell(portOf(), { log: line });
}

function tell(port: MessagePort, reply: Reply): void {
  port.postMessage(reply);
}

function portOf(): MessagePort {
  if (parentPort === null) throw new Error("This file runs as a worker thread");
  return parentPort;
}
