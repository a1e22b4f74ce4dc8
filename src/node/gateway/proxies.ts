import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/** What one reverse proxy last said of whom it passed on. */
export interface ProxyReport {
  readonly address: string;
  readonly sends: readonly string[];
  /** Of these its requests are refused. */
  readonly lacks: readonly string[];
}

export interface ProxiesParts {
  readonly log: (line: string) => void;
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
  /** Where `doctor` finds it, also when the node runs no more. */
  readonly keep: (reports: readonly ProxyReport[]) => void;
}

interface Seen {
  report: ProxyReport;
  /** The last redirect to https, for a proxy that says http of everything. */
  sentOn: { readonly url: string; readonly count: number; readonly at: number };
}

const headers = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"] as const;
type Header = (typeof headers)[number];
/** Without them nobody knows who calls, nor whether the way to the proxy is encrypted. The host may speak for itself. */
const required: readonly Header[] = ["X-Forwarded-For", "X-Forwarded-Proto"];

const MOST_PROXIES = 50;
const TELL_EVERY_MS = 60_000;
const LOOP_MS = 10_000;
const LOOP_COUNT = 4;

/** The reverse proxies in front of this node, by what they send: said in the log, in `/readyz` and by `doctor`. */
export class Proxies {
  readonly #parts: ProxiesParts;
  readonly #seen = new Map<string, Seen>();
  #toldAt = Number.NEGATIVE_INFINITY;
  #told = "";

  constructor(parts: ProxiesParts) {
    this.#parts = parts;
  }

  get reports(): readonly ProxyReport[] {
    return [...this.#seen.values()].map(({ report }) => report);
  }

  /** Looks at what a proxy passed on; answers in words why it cannot be taken, or null. */
  look(address: string, sent: IncomingHttpHeaders, caller: string): string | null {
    const faults = new Map(required.flatMap((name) => faultIn(name, sent, caller)));
    this.#note(address, sent, [...faults.keys()]);
    if (faults.size === 0) return null;
    return (
      `the proxy at ${address} ${[...faults.values()].join(", and ")}; ` +
      `it has to set ${listed([...faults.keys()])} itself (docs/operate.md, "Let others in")`
    );
  }

  /** True where somebody was sent to https over and over, and the proxy still says http. */
  isLoop(address: string, url: string): boolean {
    const seen = this.#seen.get(address);
    if (seen === undefined) return false;
    const at = this.#parts.monotonic();
    const again = seen.sentOn.url === url && at - seen.sentOn.at < LOOP_MS;
    seen.sentOn = { url, count: again ? seen.sentOn.count + 1 : 1, at };
    return seen.sentOn.count > LOOP_COUNT;
  }

  #note(address: string, sent: IncomingHttpHeaders, lacks: readonly string[]): void {
    const present = this.#seen.get(address);
    if (present === undefined && this.#seen.size >= MOST_PROXIES) return;
    const sends = headers.filter((name) => sent[keyOf(name)] !== undefined);
    if (present !== undefined && same(present.report, sends, lacks)) return this.#tell();
    const report = { address, sends, lacks };
    const sentOn = present?.sentOn ?? { url: "", count: 0, at: Number.NEGATIVE_INFINITY };
    this.#seen.set(address, { report, sentOn });
    this.#tell();
  }

  /** Whoever flips a header with every request shall not fill a log or wear out a disk. */
  #tell(): void {
    const now = this.#parts.monotonic();
    if (now - this.#toldAt < TELL_EVERY_MS) return;
    const text = JSON.stringify(this.reports);
    if (text === this.#told) return;
    [this.#told, this.#toldAt] = [text, now];
    for (const report of this.reports) this.#parts.log(proxyText(report));
    this.#parts.keep(this.reports);
  }
}

/** In one line, for logs and for `doctor`. */
export function proxyText({ address, sends, lacks }: ProxyReport): string {
  const sent = sends.length === 0 ? "no X-Forwarded header" : listed(sends);
  const refused =
    lacks.length === 0 ? "" : `; it is refused, for ${listed(lacks)} does not say what it has to`;
  return `the proxy at ${address} sends ${sent}${refused}`;
}

function faultIn(
  name: Header,
  sent: IncomingHttpHeaders,
  caller: string,
): readonly (readonly [Header, string])[] {
  const value = [sent[keyOf(name)] ?? ""].flat().join(",").trim();
  if (value === "") return [[name, `sends no ${name}`]];
  if (name === "X-Forwarded-For")
    return isIP(caller) === 0 ? [[name, `names no address in ${name}`]] : [];
  const last = value.split(",").at(-1)?.trim().toLowerCase() ?? "";
  const isScheme = ["http", "https", "ws", "wss"].includes(last);
  return isScheme ? [] : [[name, `says neither https nor http in ${name}`]];
}

function same(report: ProxyReport, sends: readonly string[], lacks: readonly string[]): boolean {
  return report.sends.join() === sends.join() && report.lacks.join() === lacks.join();
}

function keyOf(name: Header): string {
  return name.toLowerCase();
}

function listed(words: readonly string[]): string {
  return words.join(" and ");
}
