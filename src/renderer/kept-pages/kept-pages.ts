/** What one build of the app consists of; `vite.kept-pages.ts` writes it into the service worker. */
export interface BuiltPages {
  readonly version: string;
  /** SHA-256 of the page itself, so that a page of another build is never kept under this one's name. */
  readonly pageHash: string;
  /** Every other file, relative to where the page is. */
  readonly files: readonly string[];
}

export interface KeptPagesParts {
  readonly built: BuiltPages;
  /** Where the page is, with a slash at its end. */
  readonly scope: string;
  readonly caches: CacheStorage;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly hash: (content: ArrayBuffer) => Promise<string>;
  readonly after: (ms: number) => Promise<void>;
}

const PREFIX = "switchyard-pages-";
/** A node that has not answered for so long is away as far as the opening of a page is concerned. */
const PATIENCE_MS = 4_000;

/**
 * The app's own files in this browser, so that the desk opens while the node is away. The page comes from the node
 * whenever that answers; files with their content's hash in their names come from here. Nothing else is touched.
 */
export class KeptPages {
  readonly #parts: KeptPagesParts;
  readonly #name: string;
  readonly #files: ReadonlySet<string>;

  constructor(parts: KeptPagesParts) {
    this.#parts = parts;
    this.#name = `${PREFIX}${parts.built.version}`;
    this.#files = new Set(parts.built.files.map((file) => new URL(file, parts.scope).href));
  }

  /** The whole build or nothing of it: a page without one of its files would open and then fail. */
  async keep(): Promise<void> {
    const { caches, scope, built } = this.#parts;
    const cache = await caches.open(this.#name);
    try {
      const page = await this.#fetched(new Request(scope, { cache: "no-cache" }));
      const hash = await this.#parts.hash(await page.clone().arrayBuffer());
      if (hash !== built.pageHash) throw new Error("the node has another build by now");
      await Promise.all([...this.#files].map((file) => this.#keepFile(cache, file)));
      await cache.put(scope, page);
    } catch (cause) {
      await caches.delete(this.#name);
      throw cause;
    }
  }

  /** The build before this one stays: a page of it may still be open and ask for another of its files. */
  async dropOld(): Promise<void> {
    const { caches } = this.#parts;
    const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
    const others = ours.filter((name) => name !== this.#name);
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  }

  /** Null for whatever is none of the app's own files: the API, the socket, customers' pages. */
  answer(request: Request): Promise<Response> | null {
    const { scope } = this.#parts;
    if (request.method !== "GET") return null;
    const { origin, pathname } = new URL(request.url);
    const address = origin + pathname;
    if (request.mode === "navigate") {
      return address === scope || address === `${scope}index.html` ? this.#page(request) : null;
    }
    const isFile = this.#files.has(address) || address.startsWith(`${scope}assets/`);
    return isFile ? this.#file(request) : null;
  }

  async #page(request: Request): Promise<Response> {
    const { after, fetch } = this.#parts;
    const asked = fetch(request).catch(() => null);
    const answer = await Promise.race([asked, after(PATIENCE_MS).then(() => null)]);
    if (answer !== null && answer.status < 500) return answer;
    return (await this.#keptPage()) ?? (await asked) ?? Response.error();
  }

  async #keptPage(): Promise<Response | undefined> {
    const { caches, scope } = this.#parts;
    return (await caches.open(this.#name)).match(scope);
  }

  async #file(request: Request): Promise<Response> {
    return (await this.#kept(request.url)) ?? this.#parts.fetch(request);
  }

  async #keepFile(cache: Cache, file: string): Promise<void> {
    // What has not changed since an earlier build is here already.
    const kept = await this.#kept(file);
    await cache.put(file, kept ?? (await this.#fetched(new Request(file))));
  }

  async #kept(address: string): Promise<Response | undefined> {
    const { caches } = this.#parts;
    for (const name of await caches.keys()) {
      if (!name.startsWith(PREFIX)) continue;
      const found = await (await caches.open(name)).match(address);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #fetched(request: Request): Promise<Response> {
    const answer = await this.#parts.fetch(request);
    if (!answer.ok || answer.redirected) throw new Error(`${request.url}: ${answer.status}`);
    return answer;
  }
}
