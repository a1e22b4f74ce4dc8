import { contextBridge, ipcRenderer } from "electron";
import { desktopTable } from "../protocol/desktop.ts";
import type { DesktopApi, Parser } from "../protocol/desktop.ts";

/** A listener gets data that was parsed, and never Electron's event. */
function hear(channel: string, parse: Parser<unknown>, listener: unknown): () => void {
  if (typeof listener !== "function") throw new TypeError("A listener must be a function");
  const heard = (_event: unknown, data: unknown): void => {
    const parsed = parse(data);
    if (!("fault" in parsed)) listener(parsed.value);
  };
  ipcRenderer.on(channel, heard);
  return () => void ipcRenderer.removeListener(channel, heard);
}

type Entry = (typeof desktopTable)[keyof typeof desktopTable];

function door(entry: Entry): (given: unknown) => unknown {
  if (entry.direction === "hear") return (listener) => hear(entry.channel, entry.data, listener);
  if (entry.direction === "tell") return (argument) => ipcRenderer.send(entry.channel, argument);
  return (argument) => ipcRenderer.invoke(entry.channel, argument);
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- built from the table and so typed by it; Object.fromEntries cannot carry that over
const desktop = Object.fromEntries(
  Object.entries(desktopTable).map(([name, entry]) => [name, door(entry)]),
) as unknown as DesktopApi;

contextBridge.exposeInMainWorld("desktop", desktop);
