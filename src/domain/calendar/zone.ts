import { DAY_MS, type Instant, NEVER, SECOND_MS } from "../time.ts";

/**
 * What the clocks of an IANA zone show. Within a piece the offset stands still, so a wall clock runs straight.
 * Zone rules are followed from 1970 to 2100; before and after, the offset of the nearest of these instants stands.
 */
export interface Piece {
  readonly from: Instant;
  /** First instant that is not in it any more. */
  readonly to: Instant;
  /** Wall clock minus UTC, in milliseconds; whole seconds. */
  readonly offsetMs: number;
}

const FOLLOWED_TO = Date.UTC(2100, 0, 1);
/** Offsets are asked for once a day within a window: no zone has ever changed and changed back within a day. */
const WINDOW_MS = 32 * DAY_MS;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly windows: Map<number, readonly Piece[]>;
}

const zones = new Map<string, Zone>();

/** True for names of the IANA database; mere offsets such as "+02:00" know no summer and are refused. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    zoneOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The piece that holds an instant. Pieces follow each other without a gap; two neighbours may share an offset. */
export function pieceAt(timezone: string, at: Instant): Piece {
  const zone = zoneOf(timezone);
  if (at < 0) return { from: -NEVER, to: 0, offsetMs: offsetAt(zone, 0) };
  if (at >= FOLLOWED_TO)
    return { from: FOLLOWED_TO, to: NEVER, offsetMs: offsetAt(zone, FOLLOWED_TO) };
  const index = Math.floor(at / WINDOW_MS);
  let pieces = zone.windows.get(index);
  if (pieces === undefined) {
    pieces = piecesWithin(zone, index * WINDOW_MS);
    zone.windows.set(index, pieces);
  }
  const piece = pieces.find((each) => at < each.to);
  if (piece === undefined) throw new Error(`No piece of ${timezone} holds ${at}`);
  return piece;
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  // Language and zone are named, so this machine's own settings have no say.
  const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  const zone = { format, windows: new Map<number, readonly Piece[]>() };
  zones.set(name, zone);
  return zone;
}

function piecesWithin(zone: Zone, start: Instant): readonly Piece[] {
  const end = Math.min(start + WINDOW_MS, FOLLOWED_TO);
  const pieces: Piece[] = [];
  let from = start;
  let offsetMs = offsetAt(zone, start);
  for (let probe = start; probe < end; probe += DAY_MS) {
    const until = Math.min(probe + DAY_MS, end);
    const next = offsetAt(zone, until);
    if (next === offsetMs) continue;
    const to = changeBetween(zone, probe, until);
    pieces.push({ from, to, offsetMs });
    from = to;
    offsetMs = next;
  }
  if (from < end) pieces.push({ from, to: end, offsetMs });
  return pieces;
}

/** The first second after `low` that has the offset of `high`. */
function changeBetween(zone: Zone, low: Instant, high: Instant): Instant {
  const after = offsetAt(zone, high);
  let before = low / SECOND_MS;
  let changed = high / SECOND_MS;
  while (changed - before > 1) {
    const middle = Math.floor((before + changed) / 2);
    if (offsetAt(zone, middle * SECOND_MS) === after) changed = middle;
    else before = middle;
  }
  return changed * SECOND_MS;
}

function offsetAt(zone: Zone, at: Instant): number {
  const shown = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(zone.format.format(at));
  if (shown === null) throw new Error(`No offset in "${zone.format.format(at)}"`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = shown;
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (sign === "-" ? -size : size) * SECOND_MS;
}
