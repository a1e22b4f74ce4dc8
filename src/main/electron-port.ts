import { join } from "node:path";
import {
  app,
  dialog,
  ipcMain,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
} from "electron";
import { protocol, safeStorage, session, shell, utilityProcess } from "electron";
import type { IpcMainEvent, IpcMainInvokeEvent } from "electron";
import { diskFiles } from "./disk-files.ts";
import { electronTray } from "./electron-tray.ts";
import { ElectronWindow } from "./electron-window.ts";
import type { DesktopPort, HostPort, IpcSender, PowerPort, Clock } from "./port.ts";

/** The real thing. No decision is made here: what could be decided stands in a module with a test. */
export function electronPort(outDir: string): DesktopPort {
  const window = new ElectronWindow();
  return {
    host: host(outDir),
    lifecycle: lifecycle(),
    window,
    contents: contents(),
    ipc: ipc(),
    scheme: scheme(),
    session: sessions(),
    notifications: notifications(),
    tray: electronTray(),
    badge: {
      setCount: (count) => void app.setBadgeCount(count),
      setOverlay: (file, words) => window.setOverlay(file, words),
    },
    power: power(),
    theme: {
      isDark: () => nativeTheme.shouldUseDarkColors,
      onChange: (listener) => void nativeTheme.on("updated", listener),
    },
    dialogs: dialogs(),
    vault: vault(),
    processes: processes(),
    links: { openExternal: (url) => shell.openExternal(url) },
    files: diskFiles,
    clock: systemClock,
    log: logLine,
    announce: (line) => void process.stdout.write(`${line}\n`),
  };
}

const logLine: DesktopPort["log"] = (words, facts) => {
  const more = facts === undefined ? "" : ` ${JSON.stringify(facts)}`;
  process.stderr.write(`${new Date().toISOString()} ${words}${more}\n`);
};

function host(outDir: string): HostPort {
  return {
    platform: process.platform,
    version: app.getVersion(),
    userDataDir: app.getPath("userData"),
    pagesDir: join(outDir, "renderer"),
    resourcesDir: join(outDir, "..", "resources"),
    preloadFile: join(outDir, "preload", "index.cjs"),
    nodeEntryFile: join(outDir, "main", "node-run.js"),
  };
}

function lifecycle(): DesktopPort["lifecycle"] {
  return {
    claimSingleInstance: () => app.requestSingleInstanceLock(),
    onSecondInstance: (listener) => void app.on("second-instance", listener),
    onActivate: (listener) => void app.on("activate", listener),
    onQuitAsked: (decide) =>
      void app.on("before-quit", (event) => {
        if (decide() === "wait") event.preventDefault();
      }),
    onSessionEnding: (listener) => void powerMonitor.on("shutdown", listener),
    quit: () => app.quit(),
    exit: () => app.exit(0),
    setOpenAtLogin: (open) => app.setLoginItemSettings({ openAtLogin: open }),
  };
}

function contents(): DesktopPort["contents"] {
  return {
    onCreated: (guard) =>
      void app.on("web-contents-created", (_event, made) => {
        guard({
          guardNavigation(allow) {
            made.on("will-navigate", (event) => {
              if (!allow(event.url, true)) event.preventDefault();
            });
            made.on("will-frame-navigate", (event) => {
              if (!allow(event.url, event.isMainFrame)) event.preventDefault();
            });
            made.on("will-redirect", (event) => {
              if (!allow(event.url, event.isMainFrame)) event.preventDefault();
            });
          },
          denyWindows: (listener) =>
            made.setWindowOpenHandler(({ url }) => {
              listener(url);
              return { action: "deny" };
            }),
          denyWebviews: () =>
            void made.on("will-attach-webview", (event) => event.preventDefault()),
        });
      }),
  };
}

function sender(event: IpcMainEvent | IpcMainInvokeEvent): IpcSender {
  const frame = event.senderFrame;
  return frame === null
    ? { topFrame: false, origin: "" }
    : { topFrame: frame.parent === null, origin: frame.origin };
}

function ipc(): DesktopPort["ipc"] {
  return {
    answer: (channel, reply) =>
      ipcMain.handle(channel, (event, ...args: unknown[]) => reply(sender(event), args)),
    listen: (channel, hear) =>
      void ipcMain.on(channel, (event, ...args: unknown[]) => hear(sender(event), args)),
  };
}

function scheme(): DesktopPort["scheme"] {
  return {
    makePrivileged: (name) =>
      protocol.registerSchemesAsPrivileged([
        {
          scheme: name,
          privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
        },
      ]),
    serve: (name, answer) =>
      protocol.handle(name, async (request) => {
        const { status, headers, body } = await answer({
          method: request.method,
          url: request.url,
        });
        return new Response(typeof body === "string" ? body : Buffer.from(body), {
          status,
          headers,
        });
      }),
  };
}

function sessions(): DesktopPort["session"] {
  return {
    decidePermissions: (allow) => {
      session.defaultSession.setPermissionRequestHandler(
        (_contents, permission, callback, details) =>
          callback(allow(permission, details.requestingUrl)),
      );
      session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) =>
        allow(permission, origin),
      );
    },
    refuseDevicesAndScreens: () => {
      session.defaultSession.setDevicePermissionHandler(() => false);
      session.defaultSession.setDisplayMediaRequestHandler((_request, callback) => callback(null));
    },
  };
}

function notifications(): DesktopPort["notifications"] {
  return {
    show({ id, title, body, urgent, actions }, listeners) {
      const toast = new Notification({
        id,
        title,
        body,
        // The page plays the sound, so that the agent's own rhythm and output device are used.
        silent: true,
        urgency: urgent ? "critical" : "normal",
        timeoutType: urgent ? "never" : "default",
        actions: actions.map((text) => ({ type: "button", text })),
      });
      toast.on("click", () => listeners.clicked());
      toast.on("action", (details) => listeners.acted(details.actionIndex));
      toast.on("failed", (_event, error) => listeners.failed(error));
      toast.show();
      return { close: () => toast.close() };
    },
  };
}

function power(): PowerPort {
  let blocker: number | undefined;
  return {
    on: (event, listener) => {
      // One overload for each event name: a union of them is not accepted.
      if (event === "suspend") powerMonitor.on("suspend", listener);
      else if (event === "resume") powerMonitor.on("resume", listener);
      else if (event === "lock-screen") powerMonitor.on("lock-screen", listener);
      else powerMonitor.on("unlock-screen", listener);
    },
    isLocked: () => powerMonitor.getSystemIdleState(60) === "locked",
    keepAwake: (on) => {
      if (on && blocker === undefined) blocker = powerSaveBlocker.start("prevent-app-suspension");
      if (on || blocker === undefined) return;
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    },
  };
}

function dialogs(): DesktopPort["dialogs"] {
  return {
    ask: async ({ message, detail, buttons, safeButton }) => {
      const { response } = await dialog.showMessageBox({
        type: "question",
        message,
        detail,
        buttons: [...buttons],
        defaultId: safeButton,
        cancelId: safeButton,
      });
      return response;
    },
    tell: (message, detail) =>
      void dialog.showMessageBox({ type: "info", message, detail, buttons: ["OK"] }),
  };
}

function vault(): DesktopPort["vault"] {
  return {
    available: () => safeStorage.isAsyncEncryptionAvailable(),
    backend: () =>
      process.platform === "linux" ? safeStorage.getSelectedStorageBackend() : "system",
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    decrypt: async (sealed) => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
      return { text: result, sealAgain: shouldReEncrypt };
    },
  };
}

function processes(): DesktopPort["processes"] {
  return {
    start: (entryFile, serviceName) => {
      const child = utilityProcess.fork(entryFile, [], { serviceName, stdio: "inherit" });
      return {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
        send: (message) => child.postMessage(message),
        kill: () => void child.kill(),
        onMessage: (listener) => void child.on("message", (message: unknown) => listener(message)),
        onExit: (listener) => void child.once("exit", listener),
      };
    },
  };
}

const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};
