/** The page under measurement: the desk as the renderer opens it, and a screen that shows what is newest. */
import { filter, firstValueFrom } from "rxjs";
import { pageParts } from "../../src/renderer/app/desk-parts.ts";
import type { Desk, Identity } from "../../src/sync/desk.ts";
import { openDesk } from "../../src/sync/open-desk.ts";
import { deleteDatabases, echoPainted, storedTables, transferRaw, writeRaw } from "./raw.ts";
import { Screen, type SeenLine } from "./screen.ts";

export interface Place {
  readonly nodeUrl: string;
  readonly token: string;
}

export interface FirstSync {
  /** Until all of it can be shown. */
  readonly shownMs: number;
  /** Until all of it is on the disk. */
  readonly storedMs: number;
  readonly frames: number;
  readonly bytes: number;
}

export interface Floors {
  readonly rows: number;
  /** In transactions of a page of rows each, and in one for each table. */
  readonly pagesMs: number;
  readonly wholeMs: number;
  readonly transferMs: number;
}

export interface ColdStart {
  /** Until the page's own script runs: the browser's part. */
  readonly scriptMs: number;
  readonly firstQueryMs: number;
  readonly rows: number;
}

const PLACE = "bench.place";
let desk: Desk | null = null;
let texts: string[] = [];

async function openHere(place: Place, known: Identity | null, heard?: string[]): Promise<Desk> {
  const parts = pageParts(false);
  const connect: typeof parts.connect = (url, protocol) => {
    const socket = parts.connect(url, protocol);
    socket.addEventListener("message", ({ data }) => heard?.push(String(data)));
    return socket;
  };
  return openDesk({ ...parts, connect, ...place, known });
}

const caughtUp = (here: Desk) =>
  firstValueFrom(
    here.connection.pipe(filter(({ state, catchingUp }) => state === "LIVE" && !catchingUp)),
  );

const bench = {
  /** An empty device signs in; who it is, is known, as after the form. */
  async firstSync(place: Place): Promise<FirstSync> {
    await deleteDatabases();
    const met = await openHere(place, null);
    const known = met.identity;
    await met.close();
    await deleteDatabases();
    texts = [];
    const begun = performance.now();
    const here = await openHere(place, known, texts);
    await caughtUp(here);
    await firstValueFrom(here.interactions);
    const shownMs = performance.now() - begun;
    await here.close();
    const storedMs = performance.now() - begun;
    localStorage.setItem(PLACE, JSON.stringify({ place, known }));
    const bytes = texts.reduce((sum, { length }) => sum + length, 0);
    return { shownMs, storedMs, frames: texts.length, bytes };
  },

  async floors(rawSocket: string, pageRows: number): Promise<Floors> {
    const tables = await storedTables();
    const rows = tables.reduce((sum, { documents }) => sum + documents.length, 0);
    const pagesMs = await writeRaw(tables, pageRows);
    const wholeMs = await writeRaw(tables, Number.MAX_SAFE_INTEGER);
    return { rows, pagesMs, wholeMs, transferMs: await transferRaw(rawSocket, texts) };
  },

  /** What a change takes at the very least: a bare socket there and back, and a frame. */
  echoes(rawSocket: string, times: number, everyMs: number): Promise<number[]> {
    return echoPainted(rawSocket, times, everyMs);
  },

  /** From the beginning of this page's loading until the first question to what the device holds is answered. */
  async coldStart(): Promise<ColdStart> {
    const here = await opened;
    if (here === null) throw new Error("nothing was kept");
    return here;
  },

  async settle(): Promise<number> {
    await opened;
    if (desk === null) throw new Error("the desk is closed");
    await caughtUp(desk);
    return (await firstValueFrom(desk.interactions)).length;
  },

  /** How many lines that begin so have been painted: asked again and again, so it must cost the page little. */
  count(begin: string): number {
    return linesOf(begin).length;
  },

  lines(begin: string): readonly SeenLine[] {
    return linesOf(begin);
  },
};

let screen: Screen | null = null;

const linesOf = (begin: string) =>
  (screen?.seen() ?? []).filter(({ text }) => text.startsWith(begin));

async function openKept(): Promise<ColdStart | null> {
  const scriptMs = performance.now();
  const text = localStorage.getItem(PLACE);
  if (text === null || !location.search.includes("cold")) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written above
  const { place, known } = JSON.parse(text) as { place: Place; known: Identity };
  desk = await openHere(place, known);
  const found = await firstValueFrom(desk.interactions);
  const firstQueryMs = performance.now();
  screen = new Screen(desk);
  return { scriptMs, firstQueryMs, rows: found.length };
}

const opened = openKept();

export type ReplicaBench = typeof bench;
Object.assign(globalThis, { replicaBench: bench });
