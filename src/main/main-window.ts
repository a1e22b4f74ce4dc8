import { join } from "node:path";
import { appStart } from "./app-address.ts";
import type { DesktopPort } from "./port.ts";

export interface MainWindowOptions {
  /** While somebody is signed in the page holds their socket, so the window is hidden, never destroyed. */
  readonly mustLive: () => boolean;
  readonly hidden: () => void;
}

const deathsInARow = 3;
const calmMs = 60_000;
const longerPauseMs = 5_000;

export class MainWindow {
  readonly #port: Pick<DesktopPort, "window" | "host" | "clock" | "log">;
  readonly #options: MainWindowOptions;
  #deaths: readonly number[] = [];

  constructor(
    port: Pick<DesktopPort, "window" | "host" | "clock" | "log">,
    options: MainWindowOptions,
  ) {
    this.#port = port;
    this.#options = options;
    port.window.onCloseAsked(() => this.#closeAsked());
    port.window.onRendererGone((reason) => this.#rendererGone(reason));
  }

  show(): void {
    const { window, host } = this.#port;
    if (!window.isOpen()) {
      const iconFile = join(host.resourcesDir, "icon", "icon-256.png");
      window.open({ url: appStart, preloadFile: host.preloadFile, iconFile });
    }
    window.show();
  }

  #closeAsked(): "keep" | "close" {
    if (!this.#options.mustLive()) return "close";
    this.#port.window.hide();
    this.#options.hidden();
    return "keep";
  }

  /** At once, since offers arrive there; only a page that dies again and again is given a pause. */
  #rendererGone(reason: string): void {
    const { clock, window, log } = this.#port;
    const now = clock.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < calmMs), now];
    log("the page died and is loaded again", { reason, deaths: this.#deaths.length });
    if (this.#deaths.length <= deathsInARow) return window.reload();
    clock.after(longerPauseMs, () => window.reload());
  }
}
