import {
  closeSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";

/** A number below the limit. */
export type Pick = (limit: number) => number;

export interface Damage {
  readonly name: string;
  /** Whether the store was killed before, so that its last commits are in its log alone. */
  readonly of: "closed" | "killed" | "either";
  /** Does it to the store's file, and says where. */
  readonly strike: (file: string, pick: Pick) => string;
}

const PAGE = 4096;
const FRAME = PAGE + 24;
const LOG_HEADER = 32;

/** What befalls files. The end of a log is left alone: torn there, it is that of a commit nobody was told of. */
export const damages: readonly Damage[] = [
  { name: "cut short", of: "either", strike: cutShort },
  { name: "cut at a page", of: "either", strike: cutAtPage },
  { name: "pages zeroed", of: "either", strike: zeroPages },
  { name: "pages swapped", of: "either", strike: swapPages },
  { name: "another header", of: "either", strike: (file, pick) => garble(file, 0, 100, pick) },
  { name: "the log is missing", of: "killed", strike: loseLog },
  { name: "the log is empty", of: "killed", strike: emptyLog },
  {
    name: "another header of the log",
    of: "killed",
    strike: (file, pick) => garble(`${file}-wal`, 0, LOG_HEADER, pick),
  },
  { name: "pages of the log zeroed", of: "killed", strike: zeroFrames },
  { name: "pages of the log swapped", of: "killed", strike: swapFrames },
];

function cutShort(file: string, pick: Pick): string {
  const to = pick(statSync(file).size);
  truncateSync(file, to);
  return `to ${to} bytes`;
}

function cutAtPage(file: string, pick: Pick): string {
  const to = pick(statSync(file).size / PAGE);
  truncateSync(file, to * PAGE);
  return `to ${to} pages`;
}

function zeroPages(file: string, pick: Pick): string {
  const pages = statSync(file).size / PAGE;
  const [first, count] = [pick(pages), 1 + pick(4)];
  overwrite(file, first * PAGE, Buffer.alloc(Math.min(count, pages - first) * PAGE));
  return `${count} from ${first}`;
}

function swapPages(file: string, pick: Pick): string {
  const pages = statSync(file).size / PAGE;
  // The first is the header's, whose damage is another.
  const one = 1 + pick(pages - 1);
  const other = 1 + ((one + pick(pages - 2)) % (pages - 1));
  return swap(file, [one * PAGE, other * PAGE]);
}

function loseLog(file: string): string {
  rmSync(`${file}-wal`);
  return "whole";
}

function emptyLog(file: string): string {
  truncateSync(`${file}-wal`, 0);
  return "whole";
}

function zeroFrames(file: string, pick: Pick): string {
  const log = `${file}-wal`;
  const frame = pick(framesBeforeTheLast(log));
  overwrite(log, LOG_HEADER + frame * FRAME + 24, Buffer.alloc(PAGE));
  return `frame ${frame}`;
}

function swapFrames(file: string, pick: Pick): string {
  const log = `${file}-wal`;
  const frames = framesBeforeTheLast(log);
  const one = pick(frames);
  const other = (one + 1 + pick(frames - 1)) % frames;
  return swap(
    log,
    [one, other].map((frame) => LOG_HEADER + frame * FRAME + 24),
  );
}

/** Frames of commits after which there came two more. */
function framesBeforeTheLast(log: string): number {
  const bytes = readFileSync(log);
  const ends: number[] = [];
  for (let at = LOG_HEADER; at + FRAME <= bytes.length; at += FRAME) {
    if (bytes.readUInt32BE(at + 4) > 0) ends.push((at - LOG_HEADER) / FRAME);
  }
  const end = ends.at(-3);
  if (end === undefined) throw new Error("the log has too few commits");
  return end + 1;
}

function garble(file: string, from: number, to: number, pick: Pick): string {
  const at = from + pick(to - from);
  const length = Math.min(1 + pick(16), to - at);
  const before = read(file, at, length);
  // None of them stays as it was.
  overwrite(file, at, Buffer.from(before.map((byte) => byte ^ (1 + pick(255)))));
  return `${length} bytes at ${at}`;
}

function swap(file: string, places: readonly number[]): string {
  const [one = 0, other = 0] = places;
  const [first, second] = [read(file, one, PAGE), read(file, other, PAGE)];
  overwrite(file, one, second);
  overwrite(file, other, first);
  return `${one} with ${other}`;
}

function read(file: string, at: number, length: number): Buffer {
  const handle = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    readSync(handle, bytes, 0, length, at);
    return bytes;
  } finally {
    closeSync(handle);
  }
}

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, "r+");
  try {
    writeSync(handle, bytes, 0, bytes.length, at);
  } finally {
    closeSync(handle);
  }
}
