import { acceptInvite } from "../../client/invites.ts";
import { signIn } from "../../client/session.ts";
import type { DesktopApi, DesktopDescription } from "../../protocol/desktop.ts";
import { openDesk } from "../../sync/open-desk.ts";
import { type Keeper, beginKeeping } from "../kept-pages/begin-keeping.ts";
import { DeskSession } from "./desk-session.ts";
import { pageFetch, pageParts } from "./desk-parts.ts";
import { desktop } from "./desktop.ts";
import { type DesktopNodes, chosenNode, desktopNodes, rememberNode } from "./desktop-nodes.ts";
import { nodeOfDesktop, nodeOfPage } from "./node-address.ts";
import { setUpNode } from "./set-up.ts";
import { type SessionKeeper, browserKeeper, desktopKeeper } from "./session-keeper.ts";

/** The page as it begins: which node, and the one session there. */
export interface Page {
  /** Null on a desktop that has not been told of any node yet. */
  readonly nodeUrl: string | null;
  readonly session: DeskSession;
  readonly isDesktop: boolean;
  /** Null in a browser: a page from a node belongs to it. */
  readonly nodes: DesktopNodes | null;
}

export async function beginPage(): Promise<Page> {
  const page = desktop === undefined ? pageInBrowser() : await pageOnDesktop(desktop);
  if (page.nodeUrl !== null && page.nodes?.isChoosing !== true) void page.session.restore();
  return page;
}

function pageInBrowser(): Page {
  const meta = document.querySelector("meta[name=switchyard-node]")?.getAttribute("content");
  const { origin, search } = window.location;
  const nodeUrl = nodeOfPage({ origin, search, meta: meta ?? null });
  const session = sessionAt(nodeUrl, browserKeeper(nodeUrl), false, () => void keepStorage());
  if (import.meta.env.PROD) void beginKeeping(pageKeeper());
  return { nodeUrl, session, isDesktop: false, nodes: null };
}

/** What waits here must not be cleared away when the disk runs low; a browser may ask its person once. */
async function keepStorage(): Promise<void> {
  if (!("storage" in navigator) || (await navigator.storage.persisted())) return;
  await navigator.storage.persist();
}

function pageKeeper(): Keeper {
  const { isSecureContext, trustedTypes: trusted } = window;
  const workers = "serviceWorker" in navigator ? navigator.serviceWorker : undefined;
  return { isSecureContext, trusted, workers };
}

async function pageOnDesktop(api: DesktopApi): Promise<Page> {
  const description = await whenNodeIsReady(api, await api.describe());
  const nodes = desktopNodes(api, description);
  const node = nodeOfDesktop(nodes.known, chosenNode());
  let nodeId = node?.nodeId ?? null;
  const keeper = desktopKeeper(api, () => nodeId);
  const opened = (identity: { readonly nodeId: string; readonly nodeName: string }) => {
    nodeId = identity.nodeId;
    if (node !== null) void rememberNode(api, description, node, identity);
  };
  const session = sessionAt(node?.address ?? "", keeper, true, opened);
  return { nodeUrl: node?.address ?? null, session, isDesktop: true, nodes };
}

/** The node of this computer may still be starting; its address is known once it is ready. */
function whenNodeIsReady(
  api: DesktopApi,
  description: DesktopDescription,
): Promise<DesktopDescription> {
  if (description.embedded.state !== "STARTING") return Promise.resolve(description);
  return new Promise((resolve) => {
    const stop = api.onEmbeddedNode((embedded) => {
      if (embedded.state === "STARTING") return;
      stop();
      resolve({ ...description, embedded });
    });
  });
}

function sessionAt(
  nodeUrl: string,
  keeper: SessionKeeper,
  isDesktop: boolean,
  opened?: (identity: { readonly nodeId: string; readonly nodeName: string }) => void,
): DeskSession {
  const parts = pageParts(isDesktop);
  const device = deviceAt(nodeUrl);
  return new DeskSession({
    keeper,
    open: ({ token, known }) => openDesk({ ...parts, nodeUrl, token, known }),
    signIn: ({ username, password }) =>
      device.noted(
        signIn({ nodeUrl, username, password, device: device.name(), fetch: pageFetch }),
      ),
    setUp: (person) => device.noted(setUpNode(nodeUrl, person, pageFetch)),
    acceptInvite: (invite) => device.noted(acceptInvite(nodeUrl, invite, pageFetch)),
    ...(opened === undefined ? {} : { opened }),
  });
}

/** What the node calls this device since somebody signed in here: strangers' wrong passwords do not slow it down. */
function deviceAt(nodeUrl: string) {
  const place = `switchyard-device ${nodeUrl}`;
  return {
    name(): string | null {
      try {
        return localStorage.getItem(place);
      } catch {
        return null;
      }
    },
    async noted<T extends { readonly device?: string }>(signed: Promise<T>): Promise<T> {
      const session = await signed;
      try {
        if (session.device !== undefined) localStorage.setItem(place, session.device);
      } catch {
        // A page without a store of its own signs in as a stranger does.
      }
      return session;
    },
  };
}
