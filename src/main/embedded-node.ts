import { parseNodeReport } from "../protocol/desktop.ts";
import type { EmbeddedStatus, NodeOrder } from "../protocol/desktop.ts";
import type { ChildProcess, DesktopPort } from "./port.ts";
import { words } from "./words.ts";

export interface EmbeddedNodeOptions {
  readonly entryFile: string;
  readonly dataDir: string;
  readonly pagesDir: string;
  readonly port: number;
}

const readyWithinMs = 30_000;
const stoppedWithinMs = 10_000;
const killedWithinMs = 2_000;
const steadyAfterMs = 60_000;
const shortestPauseMs = 500;
const longestPauseMs = 30_000;

/** The life of the routing node on this computer: started, watched, started again, and closed cleanly. */
export class EmbeddedNode {
  readonly #port: Pick<DesktopPort, "processes" | "clock" | "log">;
  readonly #options: EmbeddedNodeOptions;
  readonly #tell: (status: EmbeddedStatus) => void;
  #status: EmbeddedStatus = { state: "OFF" };
  #child: ChildProcess | undefined;
  #failures = 0;
  #givenUpFor: string | undefined;
  #callOff: () => void = () => undefined;
  #whenStopped: (() => void) | undefined;

  constructor(
    port: Pick<DesktopPort, "processes" | "clock" | "log">,
    options: EmbeddedNodeOptions,
    tell: (status: EmbeddedStatus) => void,
  ) {
    this.#port = port;
    this.#options = options;
    this.#tell = tell;
  }

  get status(): EmbeddedStatus {
    return this.#status;
  }

  start(): void {
    if (this.#child !== undefined || this.#status.state === "STOPPING") return;
    const { entryFile, ...order } = this.#options;
    if (this.#failures === 0) this.#become({ state: "STARTING" });
    let child: ChildProcess;
    try {
      child = this.#port.processes.start(entryFile, words.appName);
    } catch (error) {
      return this.#failed(words.nodeNoStart(String(error)));
    }
    this.#child = child;
    child.onMessage((message) => this.#heard(child, message));
    child.onExit((code) => this.#exited(child, code));
    this.#send(child, { type: "start", ...order, parent: true });
    this.#wait(readyWithinMs, () => this.#giveUp(child, words.nodeSilent));
  }

  /** Resolves when the process has ended, by itself or, after ten seconds, by force. */
  stop(): Promise<void> {
    this.#callOff();
    const child = this.#child;
    if (child === undefined) {
      this.#become({ state: "OFF" });
      return Promise.resolve();
    }
    this.#become({ state: "STOPPING" });
    return new Promise((resolve) => {
      this.#whenStopped = resolve;
      this.#send(child, { type: "stop" });
      this.#wait(stoppedWithinMs, () => {
        child.kill();
        this.#wait(killedWithinMs, () => this.#exited(child, 1));
      });
    });
  }

  #heard(child: ChildProcess, message: unknown): void {
    if (
      child !== this.#child ||
      this.#givenUpFor !== undefined ||
      this.#status.state === "STOPPING"
    )
      return;
    const report = parseNodeReport(message);
    if ("fault" in report)
      return this.#port.log("the embedded node said something unknown", { fault: report.fault });
    if (report.value.type === "failed") return this.#giveUp(child, report.value.words);
    const { port, nodeId, setUpCode } = report.value;
    const address = `http://127.0.0.1:${port}`;
    this.#become({
      state: "READY",
      address,
      nodeId,
      ...(setUpCode === undefined ? {} : { setUpCode }),
    });
    this.#wait(steadyAfterMs, () => {
      this.#failures = 0;
    });
  }

  #exited(child: ChildProcess, code: number): void {
    if (child !== this.#child) return;
    this.#child = undefined;
    this.#callOff();
    const why = this.#givenUpFor ?? words.nodeCrashed(code);
    this.#givenUpFor = undefined;
    if (this.#status.state !== "STOPPING") return this.#failed(why);
    this.#become({ state: "OFF" });
    this.#whenStopped?.();
  }

  /**
   * It runs but is of no use. The next one is started only after this one has ended: two nodes must never
   * hold the same data directory.
   */
  #giveUp(child: ChildProcess, why: string): void {
    this.#callOff();
    this.#givenUpFor = why;
    this.#become({ state: "FAILED", words: why });
    child.kill();
  }

  #failed(why: string): void {
    const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** this.#failures);
    this.#failures += 1;
    this.#port.log("the embedded node failed", { why, pauseMs });
    this.#become({ state: "FAILED", words: why });
    this.#wait(pauseMs, () => this.start());
  }

  #send(child: ChildProcess, order: NodeOrder): void {
    child.send(order);
  }

  #wait(delayMs: number, work: () => void): void {
    this.#callOff();
    this.#callOff = this.#port.clock.after(delayMs, work);
  }

  #become(status: EmbeddedStatus): void {
    this.#status = status;
    this.#tell(status);
  }
}
