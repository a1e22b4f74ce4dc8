import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type Visit, openBrowser, openVisit } from "./browser.ts";
import { type NodeProcess, type StartNode, freePort, startNode } from "./node-process.ts";
import { goAvailable, signInAs } from "./people.ts";

/** Fixture of the stories in a browser: the real node on a folder of its own, and a real browser. */
export class Stage {
  readonly #start: Partial<StartNode>;
  #folder = "";
  #port = 0;
  #node: NodeProcess | null = null;
  #browser: Browser | null = null;

  constructor(start: Partial<StartNode> = {}) {
    this.#start = start;
  }

  get node(): NodeProcess {
    if (this.#node === null) throw new Error("no node runs yet");
    return this.#node;
  }

  get browser(): Browser {
    if (this.#browser === null) throw new Error("no browser is open yet");
    return this.#browser;
  }

  async open(): Promise<void> {
    this.#folder = mkdtempSync(join(tmpdir(), "switchyard-e2e-"));
    this.#port = this.#start.port ?? (await freePort());
    await this.startNode();
    this.#browser = await openBrowser();
  }

  /** Where it was before, if it was: same port, same data. */
  async startNode(): Promise<void> {
    const place = { port: this.#port, data: join(this.#folder, "data") };
    this.#node = await startNode({ ...this.#start, ...place });
  }

  /** Whatever of it there is: a beginning that failed leaves nothing behind either. */
  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#node?.stop();
    if (this.#folder !== "") rmSync(this.#folder, { recursive: true, force: true });
    this.#browser = null;
    this.#node = null;
  }

  visit(look?: "light" | "dark"): Promise<Visit> {
    return openVisit(this.browser, look);
  }

  /** Somebody of the demo at a desk of their own. */
  async desk(username: string): Promise<Page> {
    const { page } = await this.visit();
    await signInAs(page, this.node.url, username);
    return page;
  }

  async availableDesk(username: string): Promise<Page> {
    const page = await this.desk(username);
    await goAvailable(page);
    return page;
  }
}

/** One for all tests of the file, or of the `describe` in which it is asked for. */
export function stageForAll(start: Partial<StartNode> = {}): Stage {
  const stage = new Stage(start);
  beforeAll(() => stage.open());
  afterAll(() => stage.close());
  return stage;
}

/** One anew for each test. */
export function stageForEach(start: Partial<StartNode> = {}): Stage {
  const stage = new Stage(start);
  beforeEach(() => stage.open());
  afterEach(() => stage.close());
  return stage;
}
