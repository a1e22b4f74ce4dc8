import type { Standing } from "../protocol/desktop.ts";
import type { DesktopPort } from "./port.ts";
import { words } from "./words.ts";

export interface QuittingOptions {
  readonly standing: () => Standing;
  /** Closes what must close before the process ends. */
  readonly close: () => Promise<void>;
}

/** Ending the app: asked about while on queue, with the effect named, and never before the node has closed. */
export class Quitting {
  readonly #port: Pick<DesktopPort, "lifecycle" | "dialogs" | "log">;
  readonly #options: QuittingOptions;
  #state: "running" | "asking" | "leaving" = "running";

  constructor(port: Pick<DesktopPort, "lifecycle" | "dialogs" | "log">, options: QuittingOptions) {
    this.#port = port;
    this.#options = options;
    port.lifecycle.onQuitAsked(() => {
      void this.quit();
      return "wait";
    });
    port.lifecycle.onSessionEnding(() => void this.#leave());
  }

  get leaving(): boolean {
    return this.#state === "leaving";
  }

  async quit(): Promise<void> {
    if (this.#state !== "running") return;
    this.#state = "asking";
    if (await this.#agreed()) return this.#leave();
    // While the question stood the machine may have ended the session.
    if (this.#state === "asking") this.#state = "running";
  }

  async #agreed(): Promise<boolean> {
    const standing = this.#options.standing();
    if (!standing.onQueue) return true;
    const answer = await this.#port.dialogs.ask({
      message: words.quitMessage,
      detail: words.quitDetail(standing),
      buttons: [words.quitStay, words.quitGo],
      safeButton: 0,
    });
    return answer === 1;
  }

  async #leave(): Promise<void> {
    if (this.#state === "leaving") return;
    this.#state = "leaving";
    try {
      await this.#options.close();
    } catch (error) {
      this.#port.log("something did not close cleanly", { error: String(error) });
    }
    this.#port.lifecycle.exit();
  }
}
