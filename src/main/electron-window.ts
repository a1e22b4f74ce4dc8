import { BrowserWindow, nativeImage } from "electron";
import type { WindowOptions, WindowPort } from "./port.ts";

export class ElectronWindow implements WindowPort {
  #window: BrowserWindow | undefined;
  #closeAsked: () => "keep" | "close" = () => "close";
  #rendererGone: (reason: string) => void = () => undefined;

  open({ url, preloadFile, iconFile }: WindowOptions): void {
    const window = new BrowserWindow({
      name: "main",
      windowStatePersistence: true,
      width: 1366,
      height: 860,
      minWidth: 900,
      minHeight: 600,
      title: "Switchyard",
      icon: iconFile,
      autoHideMenuBar: true,
      backgroundColor: "#f5f3ef",
      webPreferences: {
        preload: preloadFile,
        // Offers must be heard while the window is hidden.
        backgroundThrottling: false,
      },
    });
    this.#window = window;
    window.on("close", (event) => {
      if (this.#closeAsked() === "keep") event.preventDefault();
    });
    window.on("closed", () => {
      this.#window = undefined;
    });
    window.webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason !== "clean-exit") this.#rendererGone(reason);
    });
    window.loadURL(url).catch((error: unknown) => this.#rendererGone(String(error)));
  }

  isOpen(): boolean {
    return this.#window !== undefined;
  }

  isFocused(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  show(): void {
    if (this.#window?.isMinimized() === true) this.#window.restore();
    this.#window?.show();
    this.#window?.focus();
  }

  hide(): void {
    this.#window?.hide();
  }

  destroy(): void {
    this.#window?.destroy();
  }

  reload(): void {
    this.#window?.webContents.reload();
  }

  flash(on: boolean): void {
    this.#window?.flashFrame(on);
  }

  send(channel: string, data: unknown): void {
    this.#window?.webContents.send(channel, data);
  }

  setOverlay(iconFile: string | undefined, words: string): void {
    const picture = iconFile === undefined ? null : nativeImage.createFromPath(iconFile);
    this.#window?.setOverlayIcon(picture, words);
  }

  onCloseAsked(decide: () => "keep" | "close"): void {
    this.#closeAsked = decide;
  }

  onRendererGone(listener: (reason: string) => void): void {
    this.#rendererGone = listener;
  }
}
