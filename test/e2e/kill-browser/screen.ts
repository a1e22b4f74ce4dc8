import type { Page } from "playwright-core";

/** What a line of the conversation claims about a text: not yet kept, kept on this device, or at the node. */
export type Claim = "SAVING" | "KEPT" | "AT_NODE";

/** Every claim the screen made, told the moment it stood there: what was not told before a kill was perhaps not seen. */
export class Screen {
  readonly #claims = new Map<string, Set<Claim>>();
  readonly #waiting: { readonly holds: () => boolean; readonly go: () => void }[] = [];

  /** Looks at the page from now on; `mark` is how our texts begin. */
  async watch(page: Page, mark: string): Promise<void> {
    await page.exposeFunction("claimed", (text: string, claim: Claim) => this.#heard(text, claim));
    await page.evaluate(lookAtTalk, mark);
  }

  /** Whether somebody has read that this is safe. */
  hasPromised(text: string): boolean {
    const claims = this.#claims.get(text);
    return claims?.has("KEPT") === true || claims?.has("AT_NODE") === true;
  }

  /** Resolves when somebody has. */
  promise(text: string): Promise<void> {
    return this.#when(() => this.hasPromised(text));
  }

  /** Resolves when it stands there at all. */
  sight(text: string): Promise<void> {
    return this.#when(() => this.#claims.has(text));
  }

  #when(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((go) => this.#waiting.push({ holds, go }));
  }

  #heard(text: string, claim: Claim): void {
    const claims = this.#claims.get(text) ?? new Set();
    this.#claims.set(text, claims.add(claim));
    for (const { holds, go } of this.#waiting) if (holds()) go();
  }
}

/** Runs in the page. A line with our text and no mark of waiting says that the node has it. */
function lookAtTalk(mark: string): void {
  const told = new Set<string>();
  const tell = (text: string, claim: string) => {
    if (told.has(text + claim)) return;
    told.add(text + claim);
    Reflect.get(window, "claimed")(text, claim);
  };
  const claimOf = (line: Element) => {
    const dot = line.querySelector("[role=img]")?.getAttribute("aria-label") ?? null;
    if (dot === "Saving") return "SAVING";
    return dot === null ? "AT_NODE" : "KEPT";
  };
  const look = () => {
    for (const line of document.querySelectorAll("[role=log] > div")) {
      const text = new RegExp(`${mark}-\\d{4}`).exec(line.textContent)?.[0];
      if (text !== undefined) tell(text, claimOf(line));
    }
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  look();
}
