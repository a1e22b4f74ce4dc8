import type { IncomingMessage } from "node:http";
import { networkInterfaces } from "node:os";
import type { Encryption, Reach } from "../reach.ts";

/** The desktop's pages come from here, whatever the node's address is. */
const DESKTOP_ORIGIN = "app://switchyard";
const everywhere = new Set(["0.0.0.0", "::"]);

export interface DoorsOptions extends Partial<Pick<Reach, "encryption" | "behindProxy">> {
  readonly host: string;
  readonly extraOrigins: readonly string[];
}

/** Which pages may speak to this node, and under which names it answers. */
export class Doors {
  readonly #host: string;
  readonly #extra: readonly string[];
  readonly #encryption: Encryption | null;
  readonly #behindProxy: boolean;
  #port = 0;
  #origins: ReadonlySet<string> = new Set();
  #hosts: ReadonlySet<string> = new Set();
  #sockets: ReadonlySet<string> = new Set();

  constructor({ host, extraOrigins, encryption = null, behindProxy = false }: DoorsOptions) {
    this.#host = host;
    this.#extra = extraOrigins;
    this.#encryption = encryption;
    this.#behindProxy = behindProxy;
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

  /** Who calls: whom the proxy names last, for what stands before that anybody can write. */
  callerOf({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">): string {
    const named = this.#behindProxy ? lastOf(headers["x-forwarded-for"]) : undefined;
    return named ?? socket.remoteAddress ?? "";
  }

  /** True where the proxy says that the way to it is not encrypted. */
  isPlain({ headers }: Pick<IncomingMessage, "headers">): boolean {
    if (!this.#behindProxy) return false;
    const spoken = lastOf(headers["x-forwarded-proto"]);
    return spoken === "http" || spoken === "ws";
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

function lastOf(header: string | string[] | undefined): string | undefined {
  const last = [header ?? []].flat().join(",").split(",").at(-1)?.trim();
  return last === "" ? undefined : last;
}
