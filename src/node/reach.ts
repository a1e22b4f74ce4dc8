import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { DAY_MS } from "../domain/time.ts";
import type { NodeSettings } from "./options.ts";

/** A certificate with its key, and the names it was made out to. */
export interface Encryption {
  readonly cert: string;
  readonly key: string;
  /** Whoever comes under another name is told by the browser that this is not the node. */
  readonly names: readonly string[];
}

/** How the node is reached from where people sit. */
export interface Reach {
  /** True where nobody but this very machine can speak to it. */
  readonly isPrivate: boolean;
  readonly encryption: Encryption | null;
  readonly behindProxy: boolean;
}

type Asked = Pick<NodeSettings, "host" | "origins"> &
  Partial<Pick<NodeSettings, "tls" | "behindProxy">>;

const WARN_BEFORE_MS = 21 * DAY_MS;

/** Throws in words where what was asked for would send passwords and customers' words over the line in clear. */
export function reachOf(asked: Asked, now: number, log: (line: string) => void): Reach {
  const { host, origins, tls = null, behindProxy = false } = asked;
  if (!isLoopback(host) && tls === null && !behindProxy) {
    throw new Error(
      `Switchyard listens beyond this machine (${host}) only where the line is encrypted. ` +
        "Say --tls-cert FILE and --tls-key FILE, or --behind-proxy where a proxy in front of it speaks https.",
    );
  }
  if (behindProxy && !origins.some((origin) => origin.startsWith("https://"))) {
    throw new Error(
      "Behind a proxy the node has to know the address that people type: say --origin https://desk.example.",
    );
  }
  const encryption = tls === null ? null : readEncryption(tls, now, log);
  return { isPrivate: isLoopback(host) && !behindProxy, encryption, behindProxy };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function readEncryption(
  files: NonNullable<NodeSettings["tls"]>,
  now: number,
  log: (line: string) => void,
): Encryption {
  const cert = readIn(files.cert, "certificate");
  const key = readIn(files.key, "key");
  const certificate = understood(files.cert, "certificate", () => new X509Certificate(cert));
  const secret = understood(files.key, "key", () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(secret))
    throw new Error(`The key in ${files.key} is not that of the certificate in ${files.cert}.`);
  const end = Date.parse(certificate.validTo);
  if (end - now < WARN_BEFORE_MS) {
    const verb = end < now ? "ended" : "ends";
    log(`the certificate in ${files.cert} ${verb} on ${new Date(end).toISOString()}: renew it`);
  }
  return { cert, key, names: namesOf(certificate) };
}

function readIn(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The ${what} cannot be read: ${why}`, { cause: error });
  }
}

function understood<T>(path: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new Error(`There is no ${what} in ${path}: it has to be PEM text.`, { cause: error });
  }
}

/** Only whole names: which of a wildcard's names people type has to be said with --origin. */
function namesOf({ subjectAltName = "" }: X509Certificate): string[] {
  return subjectAltName
    .split(", ")
    .flatMap((entry) => /^(?:DNS|IP Address):([^*]+)$/.exec(entry)?.[1] ?? []);
}
