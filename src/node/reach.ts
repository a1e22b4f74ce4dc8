import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
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
  /** Whether what comes from this address may say who calls and how: only a proxy of ours. */
  readonly trusts: (address: string) => boolean;
}

export type Asked = Pick<NodeSettings, "host" | "origins"> &
  Partial<Pick<NodeSettings, "tls" | "behindProxy" | "proxies">>;

type ReachCode =
  | "TLS_REQUIRED"
  | "TLS_OR_PROXY"
  | "TLS_FILE_MISSING"
  | "TLS_FILE_INVALID"
  | "TLS_MISMATCH"
  | "PROXY_ORIGIN_MISSING"
  | "PROXY_ADDRESS_INVALID";

/** Why a node does not listen as it was told to: a code for programs, a sentence for whoever started it. */
class ReachFault extends Error {
  readonly code: ReachCode;

  constructor(code: ReachCode, sentence: string, options?: ErrorOptions) {
    super(`${code}: ${sentence}`, options);
    this.code = code;
  }
}

const WARN_BEFORE_MS = 21 * DAY_MS;

/** Throws in words where what was asked for would send passwords and customers' words over the line in clear. */
export function reachOf(asked: Asked, now: number, log: (line: string) => void): Reach {
  const { host, origins, tls = null, behindProxy = false, proxies = [] } = asked;
  if (!isLoopback(host) && tls === null && !behindProxy) {
    throw new ReachFault(
      "TLS_REQUIRED",
      `Switchyard listens beyond this machine (${host}) only where the line is encrypted. ` +
        "Say --tls-cert FILE and --tls-key FILE, or --behind-proxy where a proxy in front of it speaks https.",
    );
  }
  if (behindProxy && !origins.some((origin) => origin.startsWith("https://"))) {
    throw new ReachFault(
      "PROXY_ORIGIN_MISSING",
      "Behind a proxy the node has to know the address that people type: say --origin https://desk.example.",
    );
  }
  if (behindProxy && tls !== null) {
    throw new ReachFault(
      "TLS_OR_PROXY",
      "Either this node speaks https itself (--tls-cert, --tls-key), or a proxy does (--behind-proxy).",
    );
  }
  const trusts = behindProxy ? trusting(proxies) : () => false;
  const encryption = tls === null ? null : readEncryption(tls, now, log);
  return { isPrivate: isLoopback(host) && !behindProxy, encryption, behindProxy, trusts };
}

/** A proxy on this machine always; another one only by its address. */
function trusting(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const proxy of proxies) addProxy(list, proxy);
  return (address) => {
    const bare = address.replace(/^::ffff:(?=\d+\.)/i, "");
    const family = isIP(bare);
    if (isLoopback(bare)) return true;
    return family !== 0 && list.check(bare, family === 4 ? "ipv4" : "ipv6");
  };
}

function addProxy(list: BlockList, proxy: string): void {
  const [address = "", bits] = proxy.split("/");
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  if (family === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most) {
    throw new ReachFault(
      "PROXY_ADDRESS_INVALID",
      `"${proxy}" is not the address of a proxy: it looks like 10.0.0.5 or 10.0.0.0/24.`,
    );
  }
  list.addSubnet(address, prefix, family === 4 ? "ipv4" : "ipv6");
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
    throw new ReachFault(
      "TLS_MISMATCH",
      `The key in ${files.key} is not that of the certificate in ${files.cert}.`,
    );
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
    throw new ReachFault("TLS_FILE_MISSING", `The ${what} cannot be read: ${why}`, {
      cause: error,
    });
  }
}

function understood<T>(path: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const sentence = `There is no ${what} in ${path}: it has to be PEM text, and a key without a passphrase.`;
    throw new ReachFault("TLS_FILE_INVALID", sentence, { cause: error });
  }
}

/** Only whole names: which of a wildcard's names people type has to be said with --origin. */
function namesOf({ subjectAltName = "" }: X509Certificate): string[] {
  return subjectAltName
    .split(", ")
    .flatMap((entry) => /^(?:DNS|IP Address):([^*]+)$/.exec(entry)?.[1] ?? []);
}
