/**
 * Everything of Electron that the shell uses, in one place. `electron-port.ts` is the only file that
 * implements it over the real thing; tests hand in a fake, so the shell is tested in plain Node.
 */

export interface HostPort {
  readonly platform: string;
  readonly version: string;
  readonly userDataDir: string;
  readonly pagesDir: string;
  readonly resourcesDir: string;
  readonly preloadFile: string;
  readonly nodeEntryFile: string;
}

export interface LifecyclePort {
  /** False: another instance of this profile runs already, and has been told. */
  claimSingleInstance(): boolean;
  onSecondInstance(listener: () => void): void;
  /** macOS: the dock icon was clicked. */
  onActivate(listener: () => void): void;
  /** Someone asks the app to end. The answer "wait" keeps it alive until `exit` is called. */
  onQuitAsked(decide: () => "wait" | "go"): void;
  /** The machine ends the session: there is no time and nobody to ask. */
  onSessionEnding(listener: () => void): void;
  quit(): void;
  exit(): void;
  setOpenAtLogin(open: boolean): void;
}

export interface WindowOptions {
  readonly url: string;
  readonly preloadFile: string;
  readonly iconFile: string;
}

export interface WindowPort {
  open(options: WindowOptions): void;
  isOpen(): boolean;
  isFocused(): boolean;
  show(): void;
  hide(): void;
  destroy(): void;
  reload(): void;
  flash(on: boolean): void;
  send(channel: string, data: unknown): void;
  /** The answer "keep" stops the window from closing. */
  onCloseAsked(decide: () => "keep" | "close"): void;
  onRendererGone(listener: (reason: string) => void): void;
}

export interface GuardedContents {
  /** Navigations, frame navigations and redirects alike; false cancels. */
  guardNavigation(allow: (url: string, mainFrame: boolean) => boolean): void;
  /** No window is ever made from a page; the listener hears what was wanted. */
  denyWindows(listener: (url: string) => void): void;
  denyWebviews(): void;
}

export interface ContentsPort {
  onCreated(guard: (contents: GuardedContents) => void): void;
}

export interface IpcSender {
  readonly topFrame: boolean;
  readonly origin: string;
}

export interface IpcPort {
  answer(
    channel: string,
    reply: (sender: IpcSender, args: readonly unknown[]) => Promise<unknown>,
  ): void;
  listen(channel: string, hear: (sender: IpcSender, args: readonly unknown[]) => void): void;
}

export interface SchemeRequest {
  readonly method: string;
  readonly url: string;
}
export interface SchemeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

export interface SchemePort {
  /** Must be called before the app is ready. */
  makePrivileged(scheme: string): void;
  serve(scheme: string, answer: (request: SchemeRequest) => Promise<SchemeResponse>): void;
}

export interface SessionPort {
  /** Both the request and the check handler, which Electron otherwise answers with yes. */
  decidePermissions(allow: (permission: string, url: string) => boolean): void;
  refuseDevicesAndScreens(): void;
}

export interface Toast {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly urgent: boolean;
  readonly actions: readonly string[];
}
export interface ToastListeners {
  readonly clicked: () => void;
  readonly acted: (index: number) => void;
  readonly failed: (words: string) => void;
}

export interface NotificationPort {
  show(toast: Toast, listeners: ToastListeners): { close(): void };
}

export interface MenuItem {
  readonly label: string;
  readonly kind: "choice" | "action" | "line";
  readonly chosen?: boolean;
  readonly click?: () => void;
}
export interface TrayView {
  readonly iconFile: string;
  readonly tooltip: string;
  readonly menu: readonly MenuItem[];
}

export interface TrayPort {
  render(view: TrayView): void;
  remove(): void;
  onClick(listener: () => void): void;
}

export interface BadgePort {
  setCount(count: number): void;
  /** Windows only: a small picture on the taskbar button; undefined takes it away. */
  setOverlay(iconFile: string | undefined, words: string): void;
}

export type PowerEvent = "suspend" | "resume" | "lock-screen" | "unlock-screen";

export interface PowerPort {
  on(event: PowerEvent, listener: () => void): void;
  isLocked(): boolean;
  keepAwake(on: boolean): void;
}

export interface ThemePort {
  isDark(): boolean;
  onChange(listener: () => void): void;
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly safeButton: number;
}

export interface DialogPort {
  /** The index of the chosen button. */
  ask(question: Question): Promise<number>;
  tell(message: string, detail: string): void;
}

export interface VaultPort {
  available(): Promise<boolean>;
  /** Linux: the keyring in use; "basic_text" is none. Elsewhere "system". */
  backend(): string;
  encrypt(text: string): Promise<Uint8Array>;
  decrypt(sealed: Uint8Array): Promise<{ readonly text: string; readonly sealAgain: boolean }>;
}

export interface ChildProcess {
  send(message: unknown): void;
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
}

export interface ProcessPort {
  start(entryFile: string, name: string): ChildProcess;
}

export interface LinkPort {
  openExternal(url: string): Promise<void>;
}

export interface FilePort {
  read(file: string): Promise<Uint8Array | undefined>;
  readNow(file: string): string | undefined;
  /** All or nothing, readable by its owner alone. */
  writeWhole(file: string, content: string): Promise<void>;
  setAside(file: string, newName: string): void;
}

export interface Clock {
  now(): number;
  /** Returns the function that calls it off. */
  after(delayMs: number, work: () => void): () => void;
}

/** A line for whoever started the program. */
export type Announce = (line: string) => void;

export type Log = (words: string, facts?: Readonly<Record<string, unknown>>) => void;

export interface DesktopPort {
  readonly host: HostPort;
  readonly lifecycle: LifecyclePort;
  readonly window: WindowPort;
  readonly contents: ContentsPort;
  readonly ipc: IpcPort;
  readonly scheme: SchemePort;
  readonly session: SessionPort;
  readonly notifications: NotificationPort;
  readonly tray: TrayPort;
  readonly badge: BadgePort;
  readonly power: PowerPort;
  readonly theme: ThemePort;
  readonly dialogs: DialogPort;
  readonly vault: VaultPort;
  readonly processes: ProcessPort;
  readonly links: LinkPort;
  readonly files: FilePort;
  readonly clock: Clock;
  readonly log: Log;
  readonly announce: Announce;
}
