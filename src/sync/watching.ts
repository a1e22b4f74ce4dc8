import type { InteractionId } from "../domain/id.ts";
import type { TabMessage } from "./tab-talk.ts";

/** As many as one frame may name. */
const MOST = 100;

type WatchMessage = TabMessage & { readonly say: "WATCH" };

/** What the pages of a profile show beyond the person's own work; the leading page names it all to the node. */
export class Watching {
  readonly #tab: string;
  readonly #byTab = new Map<string, readonly InteractionId[]>();

  constructor(tab: string) {
    this.#tab = tab;
  }

  own(interactionIds: readonly InteractionId[]): WatchMessage {
    this.#byTab.set(this.#tab, interactionIds);
    return this.mine();
  }

  mine(): WatchMessage {
    return { say: "WATCH", tab: this.#tab, interactionIds: this.#byTab.get(this.#tab) ?? [] };
  }

  hear({ tab, interactionIds }: WatchMessage): void {
    if (interactionIds.length === 0) this.#byTab.delete(tab);
    else this.#byTab.set(tab, interactionIds);
  }

  /** A new leader knows only its own; the others are asked and say theirs again. */
  forgetOthers(): void {
    for (const tab of this.#byTab.keys()) if (tab !== this.#tab) this.#byTab.delete(tab);
  }

  frame(): { frame: "watch"; interactionIds: InteractionId[] } {
    const interactionIds = [...new Set([...this.#byTab.values()].flat())].slice(0, MOST);
    return { frame: "watch", interactionIds };
  }
}
