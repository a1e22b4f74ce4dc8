import type { IncomingMessage } from "node:http";
import { networkInterfaces } from "node:os";
import { type Encryption, type Reach, isLoopback } from "../reach.ts";
import type { Proxies } from "./proxies.ts";

/** The desktop's pages come from here, whatever the node's address is. */
const DESKTOP_ORIGIN = "app://switchyard";
const everywhere = new Set(["0.0.0.0", "::"]);

export interface DoorsOptions extends Partial<Omit<Reach, "isPrivate">> {
  readonly host: string;
  readonly extraOrigins: readonly string[];
  /** What the proxies in front of the node send; nobody asks where there is none. */
  readonly proxies?: Proxies;
}

/** Why somebody does not get in, in words. */
export interface DoorFault {
  readonly code: "TLS_REQUIRED" | "PROXY_HEADER_MISSING" | "ORIGIN_NOT_ALLOWED";
  readonly detail: string;
}

/** For whoever watches over the process from this machine, who has no proxy between. */
const watched = new Set(["/healthz", "/readyz", "/metrics"]);

type Asking = Pick<IncomingMessage, "headers" | "socket"> & { readonly url?: string | undefined };

/** Which pages may speak to this node, and under which names it answers. */
export class Doors {
  readonly #host: string;
  readonly #extra: readonly string[];
  #encryption: Encryption | null;
  readonly #behindProxy: boolean;
  readonly #trusts: Reach["trusts"];
  readonly #proxies: Proxies | null;
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
    this.#proxies = options.proxies ?? null;
  }

  /** Foreign pages, foreign names for this machine and what comes in the clear get no further than here. */
  faultOf(request: Asking): DoorFault | null {
    const { headers, socket, url = "" } = request;
    if (this.isInTheClear(request))
      return { code: "TLS_REQUIRED", detail: `come by the proxy, at ${this.origin}` };
    if (this.#isFromProxy(request) && !watched.has(url.split("?", 1)[0] ?? "")) {
      const caller = bare(this.callerOf(request));
      const detail = this.#proxies?.look(bare(socket.remoteAddress ?? ""), headers, caller) ?? null;
      if (detail !== null) return { code: "PROXY_HEADER_MISSING", detail };
    }
    const host = this.hostOf(request);
    if (!this.allowsHost(host))
      return { code: "ORIGIN_NOT_ALLOWED", detail: this.#unknownName(host ?? "") };
    if (this.allowsOrigin(headers.origin)) return null;
    return { code: "ORIGIN_NOT_ALLOWED", detail: "this node does not serve pages of that origin" };
  }

  /** Where somebody has to come instead: under the one name, and encrypted. Null where they are right. */
  elsewhere(request: Asking): string | null {
    const { url = "" } = request;
    const isMisnamed = !this.#isFromProxy(request) && this.isLocalhost(request.headers.host);
    return isMisnamed || this.isPlain(request) ? `${this.origin}${url}` : null;
  }

  /** A proxy that says http of everything would have a browser come back for ever. */
  isLoop({ socket, url = "" }: Asking): boolean {
    return this.#proxies?.isLoop(bare(socket.remoteAddress ?? ""), url) ?? false;
  }

  #unknownName(host: string): string {
    const origins = this.#extra.length > 0 ? this.#extra : [this.origin];
    const known = origins.flatMap((origin) => URL.parse(origin) ?? []);
    const near = known.find(({ hostname, port }) => hostname === host && port !== "");
    const hint =
      near === undefined
        ? ""
        : `; the proxy leaves the port away: X-Forwarded-Host has to say ${near.host} (nginx: $http_host, not $host)`;
    return `unknown host name "${host.slice(0, 200)}": people come to ${origins.join(", ")}${hint}`;
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
    if (host === undefined) return false;
    const name = host.toLowerCase();
    return (
      this.#hosts.has(name) || this.#hosts.has(name.replace(/:443$/, "")) || this.isLocalhost(name)
    );
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
