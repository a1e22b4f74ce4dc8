import type {
  ChildProcess,
  DesktopPort,
  GuardedContents,
  IpcSender,
  PowerEvent,
  Question,
  SchemeRequest,
  SchemeResponse,
  Toast,
  ToastListeners,
  TrayView,
  WindowOptions,
} from "../../src/main/port.ts";
import { desktopTable } from "../../src/protocol/desktop.ts";
import type { DesktopTable } from "../../src/protocol/desktop.ts";

export const noon = Date.UTC(2026, 10, 20, 12);
export const ownPage: IpcSender = { topFrame: true, origin: "app://switchyard" };

/** Time that passes only when a test says so. */
export class FakeClock {
  #now = noon;
  #next = 0;
  readonly #waiting = new Map<number, { readonly at: number; readonly work: () => void }>();

  now = (): number => this.#now;

  after = (delayMs: number, work: () => void): (() => void) => {
    this.#next += 1;
    const id = this.#next;
    this.#waiting.set(id, { at: this.#now + delayMs, work });
    return () => void this.#waiting.delete(id);
  };

  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = [...this.#waiting].filter(([, { at }]) => at <= until);
      const first = due.toSorted(([a, x], [b, y]) => x.at - y.at || a - b)[0];
      if (first === undefined) break;
      this.#waiting.delete(first[0]);
      this.#now = Math.max(this.#now, first[1].at);
      first[1].work();
    }
    this.#now = until;
  }
}

export interface ShownToast extends Toast, ToastListeners {
  closed: boolean;
}

export class FakeChild implements ChildProcess {
  readonly entryFile: string;
  readonly sent: unknown[] = [];
  killed = 0;
  say: (message: unknown) => void = () => undefined;
  exit: (code: number) => void = () => undefined;

  constructor(entryFile: string) {
    this.entryFile = entryFile;
  }

  send(message: unknown): void {
    this.sent.push(message);
  }
  kill(): void {
    this.killed += 1;
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.exit = listener;
  }
}

/** A page or frame as Electron makes it, with what the shell hung on it. */
export class FakeContents implements GuardedContents {
  mayNavigate: (url: string, mainFrame: boolean) => boolean = () => true;
  windowWanted: ((url: string) => void) | undefined;
  webviewsDenied = false;

  guardNavigation(allow: (url: string, mainFrame: boolean) => boolean): void {
    this.mayNavigate = allow;
  }
  denyWindows(listener: (url: string) => void): void {
    this.windowWanted = listener;
  }
  denyWebviews(): void {
    this.webviewsDenied = true;
  }
}

export class FakeDesktop {
  readonly clock = new FakeClock();
  readonly calls: string[] = [];
  readonly logged: string[] = [];
  readonly announced: string[] = [];
  readonly heard: { readonly channel: string; readonly data: unknown }[] = [];
  readonly toasts: ShownToast[] = [];
  readonly children: FakeChild[] = [];
  readonly opened: string[] = [];
  readonly told: string[] = [];
  readonly questions: Question[] = [];
  readonly files = new Map<string, string>();
  readonly trayViews: TrayView[] = [];
  readonly powerListeners = new Map<PowerEvent, () => void>();
  readonly answers = new Map<
    string,
    (sender: IpcSender, args: readonly unknown[]) => Promise<unknown>
  >();
  readonly listeners = new Map<string, (sender: IpcSender, args: readonly unknown[]) => void>();
  readonly window = { open: false, shown: false, focused: false, flashing: false, reloads: 0 };
  badge = 0;
  overlay: string | undefined;
  awake = false;
  locked = false;
  dark = false;
  firstInstance = true;
  answer = 0;
  exited = false;
  vaultWorks = true;
  vaultBackend = "gnome_libsecret";
  sealAgain = false;
  writesFail = false;
  platform = "linux";
  windowOptions: WindowOptions | undefined;
  closeAsked: () => "keep" | "close" = () => "close";
  rendererGone: (reason: string) => void = () => undefined;
  quitAsked: () => "wait" | "go" = () => "go";
  sessionEnding: () => void = () => undefined;
  secondInstance: () => void = () => undefined;
  activated: () => void = () => undefined;
  themeChanged: () => void = () => undefined;
  trayClicked: () => void = () => undefined;
  allowed: (permission: string, url: string) => boolean = () => true;
  devicesRefused = false;
  serve: (request: SchemeRequest) => Promise<SchemeResponse> = () =>
    Promise.reject(new Error("none"));
  privileged: string | undefined;
  guard: (contents: GuardedContents) => void = () => undefined;
  readonly port: DesktopPort = this.#makePort();

  /** The page calls `window.desktop.name(argument)`. */
  ask(name: keyof DesktopTable, argument?: unknown, sender: IpcSender = ownPage): Promise<unknown> {
    const answer = this.answers.get(desktopTable[name].channel);
    if (answer === undefined) throw new Error(`${name} is not served`);
    return answer(sender, argument === undefined ? [] : [argument]);
  }

  tell(name: keyof DesktopTable, argument?: unknown, sender: IpcSender = ownPage): void {
    const listener = this.listeners.get(desktopTable[name].channel);
    if (listener === undefined) throw new Error(`${name} is not served`);
    listener(sender, argument === undefined ? [] : [argument]);
  }

  /** What the page has heard on one line of the table. */
  heardOn(name: keyof DesktopTable): readonly unknown[] {
    return this.heard
      .filter(({ channel }) => channel === desktopTable[name].channel)
      .map(({ data }) => data);
  }

  get tray(): TrayView {
    const view = this.trayViews.at(-1);
    if (view === undefined) throw new Error("no tray icon");
    return view;
  }

  choose(label: string): void {
    const item = this.tray.menu.find((candidate) => candidate.label === label);
    if (item?.click === undefined) throw new Error(`no "${label}" in the tray menu`);
    item.click();
  }

  newContents(): FakeContents {
    const contents = new FakeContents();
    this.guard(contents);
    return contents;
  }

  get child(): FakeChild {
    const child = this.children.at(-1);
    if (child === undefined) throw new Error("no process was started");
    return child;
  }

  #makePort(): DesktopPort {
    // eslint-disable-next-line typescript/no-this-alias -- a getter needs it
    const desktop = this;
    return {
      host: {
        get platform() {
          return desktop.platform;
        },
        version: "0.1.0",
        userDataDir: "/profile/ana",
        pagesDir: "/app/out/renderer",
        resourcesDir: "/app/resources",
        preloadFile: "/app/out/preload/index.cjs",
        nodeEntryFile: "/app/out/main/node-run.js",
      },
      lifecycle: {
        claimSingleInstance: () => this.firstInstance,
        onSecondInstance: (listener) => void (this.secondInstance = listener),
        onActivate: (listener) => void (this.activated = listener),
        onQuitAsked: (decide) => void (this.quitAsked = decide),
        onSessionEnding: (listener) => void (this.sessionEnding = listener),
        quit: () => void this.quitAsked(),
        exit: () => void (this.exited = true),
        setOpenAtLogin: (open) => void this.calls.push(`open at login ${open}`),
      },
      window: this.#windowPort(),
      contents: { onCreated: (guard) => void (this.guard = guard) },
      ipc: {
        answer: (channel, reply) => void this.answers.set(channel, reply),
        listen: (channel, hear) => void this.listeners.set(channel, hear),
      },
      scheme: {
        makePrivileged: (scheme) => void (this.privileged = scheme),
        serve: (_scheme, answer) => void (this.serve = answer),
      },
      session: {
        decidePermissions: (allow) => void (this.allowed = allow),
        refuseDevicesAndScreens: () => void (this.devicesRefused = true),
      },
      notifications: {
        show: (toast, listeners) => {
          const shown = { ...toast, ...listeners, closed: false };
          this.toasts.push(shown);
          return { close: () => void (shown.closed = true) };
        },
      },
      tray: {
        render: (view) => void this.trayViews.push(view),
        remove: () => void this.calls.push("tray removed"),
        onClick: (listener) => void (this.trayClicked = listener),
      },
      badge: {
        setCount: (count) => void (this.badge = count),
        setOverlay: (file) => void (this.overlay = file),
      },
      power: {
        on: (event, listener) => void this.powerListeners.set(event, listener),
        isLocked: () => this.locked,
        keepAwake: (on) => void (this.awake = on),
      },
      theme: {
        isDark: () => this.dark,
        onChange: (listener) => void (this.themeChanged = listener),
      },
      dialogs: {
        ask: (question) => {
          this.questions.push(question);
          return Promise.resolve(this.answer);
        },
        tell: (message) => void this.told.push(message),
      },
      vault: this.#vaultPort(),
      processes: {
        start: (entryFile) => {
          const child = new FakeChild(entryFile);
          this.children.push(child);
          return child;
        },
      },
      links: {
        openExternal: (url) => {
          this.opened.push(url);
          return Promise.resolve();
        },
      },
      files: {
        read: (file) => {
          const content = this.files.get(file);
          return Promise.resolve(content === undefined ? undefined : Buffer.from(content));
        },
        readNow: (file) => this.files.get(file),
        writeWhole: (file, content) => {
          if (this.writesFail) return Promise.reject(new Error("the disk is full"));
          this.files.set(file, content);
          return Promise.resolve();
        },
        setAside: (file, newName) => {
          const content = this.files.get(file) ?? "";
          this.files.delete(file);
          this.files.set(file.replace(/[^/]+$/, newName), content);
        },
      },
      clock: this.clock,
      announce: (line) => void this.announced.push(line),
      log: (words, facts) => void this.logged.push(`${words} ${JSON.stringify(facts ?? {})}`),
    };
  }

  #windowPort(): DesktopPort["window"] {
    return {
      open: (options) => {
        this.windowOptions = options;
        this.window.open = true;
      },
      isOpen: () => this.window.open,
      isFocused: () => this.window.focused,
      show: () => void (this.window.shown = true),
      hide: () => void (this.window.shown = false),
      destroy: () => void (this.window.open = false),
      reload: () => void (this.window.reloads += 1),
      flash: (on) => void (this.window.flashing = on),
      send: (channel, data) => void this.heard.push({ channel, data }),
      onCloseAsked: (decide) => void (this.closeAsked = decide),
      onRendererGone: (listener) => void (this.rendererGone = listener),
    };
  }

  /** Seals by turning the text round: enough to see whether it was written in clear. */
  #vaultPort(): DesktopPort["vault"] {
    const turned = (text: string): string => Array.from(text).toReversed().join("");
    return {
      available: () => Promise.resolve(this.vaultWorks),
      backend: () => this.vaultBackend,
      encrypt: (text) => Promise.resolve(Buffer.from(turned(text))),
      decrypt: (sealed) =>
        Promise.resolve({
          text: turned(Buffer.from(sealed).toString()),
          sealAgain: this.sealAgain,
        }),
    };
  }
}

/** Lets promises that are already settled run on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
