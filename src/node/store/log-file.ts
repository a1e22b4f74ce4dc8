import { closeSync, existsSync, openSync, readSync } from "node:fs";

/**
 * What can be said of a write-ahead log from its bytes (sqlite.org/fileformat2.html, section 4). SQLite reads a log
 * up to its first bad frame and takes the rest for the torn end of a commit that nobody was told of. That is so
 * after a power cut; where a commit is followed by the beginning of another one it was synced and acknowledged,
 * and then a bad frame before it is damage.
 */
export type LogState =
  /** None, or one in which nothing was ever written. */
  | "EMPTY"
  /** All commits, or all but one that was on its way. */
  | "WHOLE"
  /** Its beginning makes no sense: SQLite would take it for empty. */
  | "HEADLESS"
  /** Whole commits stand behind a bad frame: SQLite would not see them. */
  | "BROKEN";

const HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC = 0x377f0682;
const VERSION = 3_007_000;

export function logFileOf(file: string): string {
  return `${file}-wal`;
}

export function readLog(file: string): LogState {
  const path = logFileOf(file);
  if (!existsSync(path)) return "EMPTY";
  const handle = openSync(path, "r");
  try {
    return stateOf((bytes, at) => readSync(handle, bytes, 0, bytes.byteLength, at));
  } finally {
    closeSync(handle);
  }
}

/** Fills the bytes from this place of the log on, and says how many there were. */
type Read = (bytes: DataView, at: number) => number;

interface Log {
  readonly read: Read;
  readonly pageSize: number;
  readonly salts: readonly [number, number];
  /** Sums are made over numbers in the byte order of the machine that began the log. */
  readonly isLittle: boolean;
}

type Sum = readonly [number, number];

function stateOf(read: Read): LogState {
  const header = new DataView(new ArrayBuffer(HEADER));
  const there = read(header, 0);
  if (there === 0) return "EMPTY";
  const isLittle = header.getUint32(0) === MAGIC;
  const sum = summed(header, 24, [0, 0], isLittle);
  const isSound =
    there === HEADER &&
    (isLittle || header.getUint32(0) === MAGIC + 1) &&
    header.getUint32(4) === VERSION &&
    sum[0] === header.getUint32(24) &&
    sum[1] === header.getUint32(28);
  if (!isSound) return "HEADLESS";
  const salts = [header.getUint32(16), header.getUint32(20)] as const;
  return framesOf({ read, pageSize: header.getUint32(8), salts, isLittle }, sum);
}

/** Walks through the frames of this log; what is left of an earlier one has other salts. */
function framesOf(log: Log, begun: Sum): LogState {
  const frame = new DataView(new ArrayBuffer(FRAME_HEADER + log.pageSize));
  let sum: Sum | null = begun;
  let hasLostCommit = false;
  for (let at = HEADER; log.read(frame, at) === frame.byteLength; at += frame.byteLength) {
    const isOfLog = frame.getUint32(8) === log.salts[0] && frame.getUint32(12) === log.salts[1];
    if (isOfLog && hasLostCommit) return "BROKEN";
    if (sum !== null) sum = isOfLog ? next(frame, sum, log.isLittle) : null;
    if (sum === null && isOfLog && frame.getUint32(4) > 0) hasLostCommit = true;
  }
  return "WHOLE";
}

/** The sum up to the end of this frame; null where it is not the one that stands in it. */
function next(frame: DataView, before: Sum, isLittle: boolean): Sum | null {
  const page = new DataView(frame.buffer, FRAME_HEADER);
  const sum = summed(page, page.byteLength, summed(frame, 8, before, isLittle), isLittle);
  return sum[0] === frame.getUint32(16) && sum[1] === frame.getUint32(20) ? sum : null;
}

function summed(bytes: DataView, length: number, before: Sum, isLittle: boolean): Sum {
  let [one, other] = before;
  for (let at = 0; at < length; at += 8) {
    one = (one + bytes.getUint32(at, isLittle) + other) >>> 0;
    other = (other + bytes.getUint32(at + 4, isLittle) + one) >>> 0;
  }
  return [one, other];
}
