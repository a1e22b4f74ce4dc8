import type { IncomingMessage } from "node:http";
import { networkInterfaces } from "node:os";
import { type Encryption, type Reach, isLoopback } from "../reach.ts";

/** The desktop's pages come from here, whatever the node's address is. */
const DESKTOP_ORIGIN = "app://switchyard";
const everywhere = new Set(["0.0.0.0", "::"]);

export interface DoorsOptions extends Partial<Omit<Reach, "isPrivate">> {
  readonly host: string;
  readonly extraOrigins: readonly string[];
}

type Asking = Pick<IncomingMessage, "headers" | "socket">;

/** Which pages may speak to this node, and under which names it answers. */
export class Doors {
  readonly #host: string;
  readonly #extra: readonly string[];
  #encryption: Encryption | null;
  readonly #behindProxy: boolean;
  readonly #trusts: Reach["trusts"];
  #port = 0;
  #origins: ReadonlySet<string> = new Set();
  #hosts: ReadonlySet<string> = new Set();
  #sockets: ReadonlySet<string> = new Set();

  constructor(options: DoorsOptions) {
    const { host, extraOrigins, encryption = null, behindProxy = false } = options;
    this.#host = host;
    this.#extra = extraOrigins;
    this.#encryption = encryption;
    this.#behindProxy = behindProxy;
    this.#trusts = options.trusts ?? (() => false);
  }

  /** The port is known once the node listens. */
  listenAt(port: number): void {
    this.#port = port;
    const own = ["127.0.0.1", "::1", ...this.#names()].map((name) => this.#urlOf(name));
    // Behind a proxy that speaks https, the name people use stands in the configured origin.
    const extra = this.#extra.flatMap((origin) => URL.parse(origin) ?? []);
    this.#origins = new Set([...own.map(({ origin }) => origin), DESKTOP_ORIGIN, ...this.#extra]);
    const spelledOut = own.map(({ hostname }) => `${hostname}:${port}`);
    this.#hosts = new Set([...[...own, ...extra].map(({ host }) => host), ...spelledOut]);
    // Policies know no addresses in brackets: such a page's own origin covers its socket.
    const named = [...own, ...extra].filter(({ hostname }) => !hostname.startsWith("["));
    this.#sockets = new Set(
      named.map(({ protocol, host }) => `${protocol === "https:" ? "wss" : "ws"}://${host}`),
    );
  }

  /** Another certificate may be made out to other names. */
  renew(encryption: Encryption): void {
    this.#encryption = encryption;
    this.listenAt(this.#port);
  }

  /** The address to tell people. */
  get origin(): string {
    if (this.#behindProxy) {
      const outside = this.#extra.find((origin) => origin.startsWith("https://"));
      if (outside !== undefined) return outside;
    }
    const [named] = this.#encryption?.names ?? [];
    const here = everywhere.has(this.#host) ? "127.0.0.1" : this.#host;
    return this.#urlOf(named ?? here).origin;
  }

  /** For pages' policies. */
  get socketOrigins(): string[] {
    return [...this.#sockets];
  }

  /** Who calls: the last whom our proxies name that is none of them; what stands before that anybody can write. */
  callerOf(request: Asking): string {
    const chain = this.#isFromProxy(request) ? listOf(request.headers["x-forwarded-for"]) : [];
    const caller = chain.findLast((address) => !this.#trusts(address)) ?? chain[0];
    return caller ?? request.socket.remoteAddress ?? "";
  }

  /** Somebody on this very machine, by no proxy's way. */
  isHere(request: Asking): boolean {
    return isLoopback(bare(this.callerOf(request)));
  }

  /** Under which name we are called; a proxy may call us by another one. */
  hostOf(request: Asking): string | undefined {
    const { headers } = request;
    const said = this.#isFromProxy(request)
      ? listOf(headers["x-forwarded-host"]).at(-1)
      : undefined;
    return said ?? headers.host;
  }

  /** True where the proxy says that the way to it is not encrypted. */
  isPlain(request: Asking): boolean {
    const spoken = this.#spokenTo(request);
    return spoken === "http" || spoken === "ws";
  }

  /** True where what is answered cannot be read on the way, so that a browser may be told to keep to it. */
  isEncrypted(request: Asking): boolean {
    const spoken = this.#spokenTo(request);
    return this.#encryption !== null || spoken === "https" || spoken === "wss";
  }

  /** Somebody on another computer has come past the proxy. */
  isInTheClear(request: Asking): boolean {
    if (!this.#behindProxy || this.#isFromProxy(request)) return false;
    return !isLoopback(bare(request.socket.remoteAddress ?? ""));
  }

  #isFromProxy({ socket }: Asking): boolean {
    return this.#behindProxy && this.#trusts(socket.remoteAddress ?? "");
  }

  #spokenTo(request: Asking): string | undefined {
    if (!this.#isFromProxy(request)) return undefined;
    return listOf(request.headers["x-forwarded-proto"]).at(-1)?.toLowerCase();
  }

  /** Compared as whole strings. A client that is no browser sends none, and no page can leave it out. */
  allowsOrigin(origin: string | undefined): boolean {
    return origin === undefined || this.#origins.has(origin);
  }

  /** Some other name that was made to lead to this machine is how a foreign page would get in. */
  allowsHost(host: string | undefined): boolean {
    return host !== undefined && (this.#hosts.has(host) || this.isLocalhost(host));
  }

  /** One spelling only: under another one a browser would keep a second outbox. */
  isLocalhost(host: string | undefined): boolean {
    return host === `localhost:${this.#port}`;
  }

  #urlOf(name: string): URL {
    const scheme = this.#encryption === null ? "http" : "https";
    return new URL(`${scheme}://${inUrl(name)}:${this.#port}`);
  }

  *#names(): Iterable<string> {
    yield* this.#encryption?.names ?? [];
    if (!everywhere.has(this.#host)) {
      yield this.#host;
      return;
    }
    for (const addresses of Object.values(networkInterfaces())) {
      for (const { address } of addresses ?? []) yield address;
    }
  }
}

function inUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function listOf(header: string | string[] | undefined): string[] {
  const parts = [header ?? []].flat().join(",").split(",");
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function bare(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
