import type { DesktopDescription, Done } from "../protocol/desktop.ts";
import type { Config, ConfigValues } from "./config.ts";
import type { IpcHandlers } from "./ipc.ts";
import type { Links } from "./links.ts";
import { parseNodeAddress } from "./node-address.ts";
import type { Offers } from "./offers.ts";
import type { Secrets } from "./secrets.ts";
import { words } from "./words.ts";

export interface PageHandlersOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly links: Links;
  readonly offers: Offers;
  readonly describe: () => Omit<DesktopDescription, "keeper">;
  readonly nodesChanged: () => void;
  readonly settingsChanged: () => void;
  readonly tellStanding: IpcHandlers["tellStanding"];
}

/** What the shell does for the page, one function for each row of the table. */
export function pageHandlers(options: PageHandlersOptions): IpcHandlers {
  const { config, secrets, links, offers } = options;
  return {
    describe: async () => ({ ...options.describe(), keeper: await secrets.keeper() }),
    saveNodes: async (nodes) => {
      for (const { address } of nodes) {
        const parsed = parseNodeAddress(address);
        if ("refused" in parsed) return parsed;
      }
      return save(config, { nodes }, options.nodesChanged);
    },
    saveSettings: (settings) => save(config, { settings }, options.settingsChanged),
    keepToken: async ({ nodeId, token }) => ({ keeper: await secrets.keep(nodeId, token) }),
    readToken: async ({ nodeId }) => {
      const token = await secrets.read(nodeId);
      const keeper = await secrets.keeper();
      return token === undefined ? { keeper } : { keeper, token };
    },
    forgetToken: async ({ nodeId }) => {
      await secrets.forget(nodeId);
      return { done: "DONE" };
    },
    openLink: async (url) =>
      (await links.open(url)) ? { done: "DONE" } : { refused: words.blockedTitle },
    beginOffer: (offer) => offers.begin(offer),
    endOffer: ({ offerId }) => offers.end(offerId),
    tellStanding: options.tellStanding,
  };
}

async function save(
  config: Config,
  change: Partial<ConfigValues>,
  then: () => void,
): Promise<Done> {
  try {
    await config.save(change);
  } catch (error) {
    return { refused: words.configNotSaved(String(error)) };
  }
  then();
  return { done: "DONE" };
}
