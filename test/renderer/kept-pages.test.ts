import { beforeEach, describe, expect, test } from "vitest";
import { beginKeeping } from "../../src/renderer/kept-pages/begin-keeping.ts";
import { type BuiltPages, KeptPages } from "../../src/renderer/kept-pages/kept-pages.ts";

const SCOPE = "http://127.0.0.1:7450/";
const at = (path: string) => new URL(path, SCOPE).href;

/** The part of the browser's cache that is used, with what is in it by name. */
class FakeCaches {
  readonly kept = new Map<string, Map<string, string>>();

  keys = async () => [...this.kept.keys()];
  delete = async (name: string) => this.kept.delete(name);
  open = async (name: string) => {
    const files = this.kept.get(name) ?? new Map<string, string>();
    this.kept.set(name, files);
    return {
      match: async (address: string) => {
        const found = files.get(address);
        return found === undefined ? undefined : new Response(found);
      },
      put: async (address: string, answer: Response) => {
        files.set(address, await answer.text());
      },
    };
  };
}

/** A node that serves one build, or none. */
const node = {
  files: new Map<string, string>(),
  isAway: false,
  status: 200,
  asked: [] as string[],
};
let caches = new FakeCaches();

const buildOf = (version: string, files: readonly string[]): BuiltPages => ({
  version,
  pageHash: `hash of page ${version}`,
  files,
});

function pagesOf(built: BuiltPages, patience: Promise<void> = new Promise(() => {})): KeptPages {
  return new KeptPages({
    built,
    scope: SCOPE,
    caches: caches as unknown as CacheStorage,
    fetch: async ({ url }) => {
      node.asked.push(url);
      if (node.isAway) throw new TypeError("Failed to fetch");
      const body = node.files.get(url);
      return new Response(body ?? "", { status: body === undefined ? 404 : node.status });
    },
    hash: async (content) => `hash of ${new TextDecoder().decode(content)}`,
    after: () => patience,
  });
}

/** A browser's own request: no script can make one that navigates. */
const navigation = (path: string) =>
  ({ url: at(path), method: "GET", mode: "navigate" }) as Request;
const read = async (answer: Promise<Response> | null) => (await answer)?.text();

function serve(version: string, files: readonly string[]): void {
  node.files = new Map([[SCOPE, `page ${version}`]]);
  for (const file of files) node.files.set(at(file), `${file} of ${version}`);
}

const first = ["assets/index-1.js", "assets/font-0.woff2"];
const second = ["assets/index-2.js", "assets/font-0.woff2"];

beforeEach(() => {
  caches = new FakeCaches();
  Object.assign(node, { isAway: false, status: 200, asked: [] });
  serve("one", first);
});

describe("a browser that keeps the app's files", () => {
  test("opens the page and its files while the node is away", async () => {
    const pages = pagesOf(buildOf("one", first));
    await pages.keep();
    node.isAway = true;
    expect(await read(pages.answer(navigation("/")))).toBe("page one");
    expect(await read(pages.answer(new Request(at("assets/index-1.js"))))).toMatch(/of one/);
  });

  test("also where a proxy answers for a node that is gone, and where the node does not answer in time", async () => {
    const pages = pagesOf(buildOf("one", first), Promise.resolve());
    await pages.keep();
    node.status = 502;
    expect(await read(pages.answer(navigation("/")))).toBe("page one");
    const hanging = new KeptPages({
      built: buildOf("one", first),
      scope: SCOPE,
      caches: caches as unknown as CacheStorage,
      fetch: () => new Promise(() => {}),
      hash: async () => "",
      after: async () => {},
    });
    expect(await read(hanging.answer(navigation("/?x=1")))).toBe("page one");
  });

  test("takes the page from the node whenever that answers", async () => {
    const pages = pagesOf(buildOf("one", first));
    await pages.keep();
    serve("two", second);
    expect(await read(pages.answer(navigation("/")))).toBe("page two");
  });

  test.each([
    ["the API", "/api/v1/me"],
    ["whether the node is well", "/healthz"],
    ["a customer's page", "/chat"],
    ["the customers' chat", "/widget"],
    ["the chat's loader", "/widget.js"],
    ["another origin", "https://elsewhere.example/assets/index-1.js"],
  ])("has nothing to do with %s", async (_what, path) => {
    const pages = pagesOf(buildOf("one", first));
    expect(pages.answer(new Request(at(path)))).toBeNull();
    expect(pages.answer(navigation(path))).toBeNull();
  });

  test("never answers what changes something", () => {
    const pages = pagesOf(buildOf("one", first));
    expect(pages.answer(new Request(SCOPE, { method: "POST" }))).toBeNull();
  });
});

describe("a new build", () => {
  test("is kept whole or not at all", async () => {
    const pages = pagesOf(buildOf("one", [...first, "assets/missing-1.js"]));
    await expect(pages.keep()).rejects.toThrow("missing-1.js: 404");
    expect(await caches.keys()).toEqual([]);
  });

  test("is not kept under the name of another, whose page the node serves by now", async () => {
    serve("two", second);
    await expect(pagesOf(buildOf("one", second)).keep()).rejects.toThrow("another build");
  });

  test("fetches only what has changed, and a page of the build before still finds its files", async () => {
    await pagesOf(buildOf("one", first)).keep();
    serve("two", second);
    node.asked = [];
    const pages = pagesOf(buildOf("two", second));
    await pages.keep();
    await pages.dropOld();
    expect(node.asked).toEqual([SCOPE, at("assets/index-2.js")]);
    node.isAway = true;
    expect(await read(pages.answer(navigation("/")))).toBe("page two");
    expect(await read(pages.answer(new Request(at("assets/index-1.js"))))).toMatch(/of one/);
  });

  test("leaves its predecessor and nothing older, and nobody else's caches touched", async () => {
    await caches.open("somebody else's");
    for (const version of ["one", "two", "three"]) {
      serve(version, first);
      const pages = pagesOf(buildOf(version, first));
      await pages.keep();
      await pages.dropOld();
    }
    expect(await caches.keys()).toEqual([
      "somebody else's",
      "switchyard-pages-two",
      "switchyard-pages-three",
    ]);
  });
});

describe("keeping begins", () => {
  const register = async (keeper: { isSecureContext: boolean; policy: boolean }) => {
    const registered: unknown[] = [];
    await beginKeeping({
      isSecureContext: keeper.isSecureContext,
      workers: { register: async (address) => registered.push(address) },
      trusted: keeper.policy
        ? {
            createPolicy: (name, { createScriptURL }) => ({
              createScriptURL: (address) => `${name}: ${createScriptURL(address)}`,
            }),
          }
        : undefined,
    });
    return registered;
  };

  test("by an address that the page's policy has passed", async () => {
    expect(await register({ isSecureContext: true, policy: true })).toEqual([
      "app: ./service-worker.js",
    ]);
    expect(await register({ isSecureContext: true, policy: false })).toEqual([
      "./service-worker.js",
    ]);
  });

  test("nowhere that is not secure, and quietly not where the browser forbids it", async () => {
    expect(await register({ isSecureContext: false, policy: false })).toEqual([]);
    await beginKeeping({
      isSecureContext: true,
      workers: { register: () => Promise.reject(new Error("not here")) },
      trusted: undefined,
    });
  });
});
