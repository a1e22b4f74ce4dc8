import { type ChildProcess, fork } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnswerMessage, DeviceOrders, OrderMessage } from "./device-orders.ts";

type Answer<Order extends keyof DeviceOrders> = Awaited<ReturnType<DeviceOrders[Order]>>;

/** A device in a process of its own: RxDB opens thirteen collections in one, and a desk needs nine. */
export class Device {
  readonly #child: ChildProcess;
  readonly #answers = new Map<number, (message: AnswerMessage) => void>();
  readonly #gone: Promise<void>;
  #n = 0;

  constructor() {
    this.#child = fork(new URL("device.ts", import.meta.url), [], {
      execArgv: ["--no-warnings"],
      // Many of them read the same sources: the second time they are there already.
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "switchyard-compiled") },
    });
    this.#child.on("message", (message: AnswerMessage) => {
      this.#answers.get(message.n)?.(message);
      this.#answers.delete(message.n);
    });
    this.#gone = new Promise((gone) => this.#child.once("exit", () => gone()));
    void this.#gone.then(() => {
      for (const [n, tell] of this.#answers) tell({ n, fault: "the device's process ended" });
    });
  }

  ask<Order extends keyof DeviceOrders>(
    order: Order,
    ...given: Parameters<DeviceOrders[Order]>
  ): Promise<Answer<Order>> {
    const n = (this.#n += 1);
    return new Promise((answered, failed) => {
      this.#answers.set(n, ({ answer, fault }) => {
        if (fault !== undefined) failed(new Error(fault));
        else answered(answer as Answer<Order>);
      });
      this.#child.send({ n, order, given: given[0] } satisfies OrderMessage);
    });
  }

  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.#gone;
  }
}
