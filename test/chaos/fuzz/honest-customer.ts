import { once } from "node:events";
import {
  type MessagePort,
  Worker,
  isMainThread,
  parentPort,
  workerData,
} from "node:worker_threads";
import { beginVisit } from "../../support/api.ts";

const PAUSE_MS = 10;

/**
 * A customer in a thread of their own, so that what is measured is the node's time and not the event loop of whoever
 * makes up the frames beside it. They write one message after the other and time each until it is acknowledged.
 */
export class HonestCustomer {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async arrive(url: string): Promise<HonestCustomer> {
    const worker = new Worker(new URL(import.meta.url), { workerData: { url } });
    await once(worker, "message");
    return new HonestCustomer(worker);
  }

  /** Milliseconds from each message to its acknowledgement, until `over`; throws where one was not taken. */
  async writesUntil(over: Promise<unknown>): Promise<number[]> {
    const told = once(this.#worker, "message");
    this.#say("write");
    const stop = (): void => this.#say("stop");
    over.then(stop, stop);
    const [times] = (await told) as [number[]];
    return times;
  }

  #say(what: "write" | "stop"): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage(what);
  }

  async leave(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function live(port: MessagePort, url: string): Promise<void> {
  const { api } = await beginVisit(url, "queue-1", "Honest");
  let writes = false;
  const write = async (): Promise<void> => {
    const times: number[] = [];
    while (writes) {
      const begun = performance.now();
      const body = { body: "Is anybody there?" };
      const { status } = await api.request("POST", "/visitor/messages", body);
      if (status !== 201) throw new Error(`an honest message was answered with ${status}`);
      times.push(performance.now() - begun);
      await new Promise((over) => void setTimeout(over, PAUSE_MS));
    }
    port.postMessage(times);
  };
  port.on("message", (what: "write" | "stop") => {
    writes = what === "write";
    if (writes) void write();
  });
  port.postMessage("ready");
}

if (!isMainThread && parentPort !== null)
  await live(parentPort, (workerData as { url: string }).url);
