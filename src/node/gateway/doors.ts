import { networkInterfaces } from "node:os";

/** The desktop's pages come from here, whatever the node's address is. */
const DESKTOP_ORIGIN = "app://switchyard";
const everywhere = new Set(["0.0.0.0", "::"]);

/** Which pages may speak to this node, and under which names it answers. */
export class Doors {
  readonly #host: string;
  readonly #extra: readonly string[];
  #port = 0;
  #origins: ReadonlySet<string> = new Set();
  #hosts: ReadonlySet<string> = new Set();

  constructor(options: { host: string; extraOrigins: readonly string[] }) {
    this.#host = options.host;
    this.#extra = options.extraOrigins;
  }

  /** The port is known once the node listens. */
  listenAt(port: number): void {
    this.#port = port;
    const hosts = new Set([`127.0.0.1:${port}`, `[::1]:${port}`]);
    for (const name of this.#names()) hosts.add(`${inUrl(name)}:${port}`);
    const own = Array.from(hosts, (host) => `http://${host}`);
    this.#origins = new Set([...own, DESKTOP_ORIGIN, ...this.#extra]);
    // Behind a proxy that speaks https, the name people use stands in the configured origin.
    for (const origin of this.#extra) if (URL.canParse(origin)) hosts.add(new URL(origin).host);
    this.#hosts = hosts;
  }

  /** The address to tell people. */
  get origin(): string {
    const host = everywhere.has(this.#host) ? "127.0.0.1" : this.#host;
    return `http://${inUrl(host)}:${this.#port}`;
  }

  /** For pages' policies, which know no addresses in brackets: such a page's own origin covers its socket. */
  get socketOrigins(): string[] {
    const named = Array.from(this.#hosts).filter((host) => !host.startsWith("["));
    return named.map((host) => `ws://${host}`);
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

  *#names(): Iterable<string> {
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
