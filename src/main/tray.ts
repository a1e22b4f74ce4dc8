import { join } from "node:path";
import type { AgentFace, Standing } from "../protocol/desktop.ts";
import type { DesktopPort, MenuItem } from "./port.ts";
import { words } from "./words.ts";

export interface TrayActions {
  readonly open: () => void;
  readonly wantFace: (face: "AVAILABLE" | "NOT_READY") => void;
  readonly mute: (muted: boolean) => void;
  readonly quit: () => void;
}

const blinkMs = 600;
const muteMs = 15 * 60_000;

/** The state of the agent as colour and shape, and the few acts that need no window. */
export class TrayIcon {
  readonly #port: Pick<DesktopPort, "tray" | "theme" | "clock" | "host">;
  readonly #actions: TrayActions;
  #standing: Standing;
  #offers = 0;
  #lit = false;
  #stopBlinking: (() => void) | undefined;
  #endMute: (() => void) | undefined;

  constructor(
    port: Pick<DesktopPort, "tray" | "theme" | "clock" | "host">,
    actions: TrayActions,
    standing: Standing,
  ) {
    this.#port = port;
    this.#actions = actions;
    this.#standing = standing;
    port.theme.onChange(() => this.#render());
    port.tray.onClick(() => actions.open());
    this.#render();
  }

  showStanding(standing: Standing): void {
    this.#standing = standing;
    this.#render();
  }

  showOffers(count: number): void {
    this.#offers = count;
    if (count === 0) {
      this.#stopBlinking?.();
      this.#stopBlinking = undefined;
      this.#lit = false;
    } else if (this.#stopBlinking === undefined) {
      this.#lit = true;
      this.#blinkLater();
    }
    this.#render();
  }

  remove(): void {
    this.#stopBlinking?.();
    this.#endMute?.();
    this.#port.tray.remove();
  }

  #blinkLater(): void {
    this.#stopBlinking = this.#port.clock.after(blinkMs, () => {
      this.#lit = !this.#lit;
      this.#render();
      this.#blinkLater();
    });
  }

  #setMuted(muted: boolean): void {
    this.#endMute?.();
    this.#endMute = muted ? this.#port.clock.after(muteMs, () => this.#setMuted(false)) : undefined;
    this.#actions.mute(muted);
    this.#render();
  }

  #render(): void {
    const { label, onQueue } = this.#standing;
    this.#port.tray.render({
      iconFile: this.#iconFile(this.#lit ? "OFFER" : this.#standing.face),
      tooltip: words.trayTooltip(label, this.#offers, this.#endMute !== undefined, onQueue),
      menu: this.#menu(),
    });
  }

  #menu(): readonly MenuItem[] {
    const { face, signedIn } = this.#standing;
    const line: MenuItem = { label: "", kind: "line" };
    const choice = (label: string, wanted: "AVAILABLE" | "NOT_READY"): MenuItem => ({
      label,
      kind: "choice",
      chosen: face === wanted,
      click: () => this.#actions.wantFace(wanted),
    });
    const muted = this.#endMute !== undefined;
    return [
      ...(signedIn
        ? [choice(words.available, "AVAILABLE"), choice(words.notReady, "NOT_READY"), line]
        : []),
      { label: words.open, kind: "action", click: () => this.#actions.open() },
      {
        label: muted ? words.unmute : words.mute,
        kind: "action",
        click: () => this.#setMuted(!muted),
      },
      line,
      { label: words.quit, kind: "action", click: () => this.#actions.quit() },
    ];
  }

  /** macOS colours template pictures itself; elsewhere the picture must suit a dark or a light panel. */
  #iconFile(face: AgentFace | "OFFER"): string {
    const name = face.toLowerCase().replaceAll("_", "-");
    const { platform, resourcesDir } = this.#port.host;
    if (platform === "darwin") return join(resourcesDir, "tray", "template", `${name}Template.png`);
    const variant = this.#port.theme.isDark() ? "for-dark" : "for-light";
    return join(resourcesDir, "tray", variant, `${name}-${platform === "win32" ? 16 : 22}.png`);
  }
}
