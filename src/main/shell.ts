import { join } from "node:path";
import type { DesktopDescription, NodeEntry, Standing } from "../protocol/desktop.ts";
import { appScheme } from "./app-address.ts";
import { serveAppScheme } from "./app-scheme.ts";
import { Config } from "./config.ts";
import { EmbeddedNode } from "./embedded-node.ts";
import { sayToPage, serveIpc } from "./ipc.ts";
import { Links } from "./links.ts";
import { MainWindow } from "./main-window.ts";
import { guardNavigation } from "./navigation.ts";
import { loopbackAddress, parseNodeAddress } from "./node-address.ts";
import type { NodeAddress } from "./node-address.ts";
import { Offers } from "./offers.ts";
import { pageHandlers } from "./page-handlers.ts";
import { decidePermissions } from "./permissions.ts";
import type { DesktopPort } from "./port.ts";
import { watchPower } from "./power.ts";
import { Quitting } from "./quitting.ts";
import { Secrets } from "./secrets.ts";
import type { StartOptions } from "./start-options.ts";
import { TrayIcon } from "./tray.ts";
import { words } from "./words.ts";

const signedOut: Standing = {
  signedIn: false,
  face: "OFFLINE",
  label: "signed out",
  onQueue: false,
  activeWork: 0,
  unread: 0,
};

// The page needs a moment to read the answer, or the news, before it goes away.
const pageMomentMs = 150;

/** Before the app is ready. False: another instance shows itself and this one ends. */
export function prepareShell(port: DesktopPort): boolean {
  if (!port.lifecycle.claimSingleInstance()) {
    port.lifecycle.exit();
    return false;
  }
  port.scheme.makePrivileged(appScheme);
  return true;
}

/** Puts the modules of the shell together. Everything reaches the system through the port. */
export class Shell {
  readonly #port: DesktopPort;
  readonly #options: StartOptions;
  readonly #given: NodeEntry | undefined;
  readonly #config: Config;
  readonly #node: EmbeddedNode;
  readonly #window: MainWindow;
  readonly #offers: Offers;
  readonly #tray: TrayIcon;
  readonly #quitting: Quitting;
  readonly #links: Links;
  #standing: Standing = signedOut;
  #offerCount = 0;

  constructor(port: DesktopPort, options: StartOptions) {
    this.#port = port;
    this.#options = options;
    this.#given = givenNode(port, options);
    this.#config = new Config(port, port.host.userDataDir);
    this.#links = new Links(port);
    this.#node = this.#makeNode();
    this.#window = new MainWindow(port, {
      mustLive: () => this.#standing.signedIn && !this.#quitting.leaving,
      hidden: () => this.#explainHiding(),
    });
    this.#offers = new Offers(port, {
      tell: (news) => sayToPage(port, "onOffer", news),
      settings: () => this.#config.values.settings,
      showWindow: () => this.#window.show(),
      countChanged: (count) => this.#offersChanged(count),
    });
    this.#quitting = new Quitting(port, {
      standing: () => this.#standing,
      close: () => this.#close(),
    });
    this.#tray = new TrayIcon(port, this.#trayActions(), this.#standing);
  }

  start(): void {
    const port = this.#port;
    guardNavigation(port, this.#links);
    decidePermissions(port);
    serveAppScheme({ port, pagesDir: port.host.pagesDir, nodes: () => this.#addresses() });
    serveIpc(port, this.#handlers());
    watchPower(port, (news) => sayToPage(port, "onPower", news));
    port.lifecycle.onSecondInstance(() => this.#window.show());
    port.lifecycle.onActivate(() => this.#window.show());
    if (this.#embeds()) this.#node.start();
    this.#window.show();
  }

  #makeNode(): EmbeddedNode {
    const { userDataDir, pagesDir, nodeEntryFile } = this.#port.host;
    const { dataDir } = this.#options;
    const options = {
      entryFile: nodeEntryFile,
      dataDir: dataDir ?? join(userDataDir, "node"),
      pagesDir,
      port: this.#embeddedPort(),
    };
    return new EmbeddedNode(this.#port, options, (status) => {
      if (status.state === "READY") this.#port.announce(`Switchyard: ${status.address}`);
      sayToPage(this.#port, "onEmbeddedNode", status);
    });
  }

  #embeddedPort(): number {
    return this.#options.port ?? this.#config.values.embeddedPort;
  }

  #trayActions(): ConstructorParameters<typeof TrayIcon>[1] {
    return {
      open: () => this.#window.show(),
      wantFace: (face) => sayToPage(this.#port, "onFaceWanted", { face }),
      mute: (muted) => this.#offers.mute(muted),
      quit: () => this.#port.lifecycle.quit(),
    };
  }

  #handlers(): Parameters<typeof serveIpc>[1] {
    return pageHandlers({
      config: this.#config,
      secrets: new Secrets(this.#port, this.#port.host.userDataDir),
      links: this.#links,
      offers: this.#offers,
      describe: () => this.#describe(),
      // The policy that names the nodes came with the document, so the document must come again.
      nodesChanged: () =>
        void this.#port.clock.after(pageMomentMs, () => this.#port.window.reload()),
      settingsChanged: () =>
        this.#port.lifecycle.setOpenAtLogin(this.#config.values.settings.openAtLogin),
      tellStanding: (standing) => this.#standingChanged(standing),
    });
  }

  #embeds(): boolean {
    return this.#given === undefined && this.#config.values.embeddedNode;
  }

  #describe(): Omit<DesktopDescription, "keeper"> {
    const { version, platform, userDataDir } = this.#port.host;
    const { nodes, settings } = this.#config.values;
    return {
      version,
      platform,
      nodes: this.#given === undefined ? nodes : [this.#given, ...nodes.slice(0, 49)],
      embedded: this.#node.status,
      settings,
      dataDir: userDataDir,
    };
  }

  #addresses(): readonly NodeAddress[] {
    const entries = [
      ...(this.#given === undefined ? [] : [this.#given]),
      ...this.#config.values.nodes,
    ];
    const configured = entries
      .map(({ address }) => parseNodeAddress(address))
      .filter((parsed) => "origin" in parsed);
    return this.#embeds() ? [loopbackAddress(this.#embeddedPort()), ...configured] : configured;
  }

  #standingChanged(standing: Standing): void {
    this.#standing = standing;
    if (!standing.signedIn) this.#offers.endAll();
    this.#port.power.keepAwake(standing.onQueue);
    this.#tray.showStanding(standing);
    showBadge(this.#port, this.#offerCount + standing.unread);
  }

  #offersChanged(count: number): void {
    this.#offerCount = count;
    this.#tray.showOffers(count);
    showBadge(this.#port, count + this.#standing.unread);
  }

  #explainHiding(): void {
    if (this.#config.values.hidingExplained) return;
    this.#port.dialogs.tell(words.hiddenTitle, words.hiddenBody);
    this.#config
      .save({ hidingExplained: true })
      .catch((error: unknown) =>
        this.#port.log("config.json was not written", { error: String(error) }),
      );
  }

  async #close(): Promise<void> {
    sayToPage(this.#port, "onPower", { kind: "SHUTTING_DOWN" });
    this.#offers.endAll();
    await new Promise<void>((resolve) => void this.#port.clock.after(pageMomentMs, resolve));
    await this.#node.stop();
    this.#port.power.keepAwake(false);
    this.#tray.remove();
    this.#port.window.destroy();
  }
}

function givenNode(
  port: Pick<DesktopPort, "log">,
  { nodeAddress }: StartOptions,
): NodeEntry | undefined {
  if (nodeAddress === undefined) return undefined;
  const parsed = parseNodeAddress(nodeAddress);
  if ("origin" in parsed) return { name: words.appName, address: parsed.origin };
  port.log("the node address given at the start was refused", { refused: parsed.refused });
  return undefined;
}

/** The number on the dock or taskbar: offers plus unread messages in own work. */
function showBadge(port: Pick<DesktopPort, "badge" | "host">, count: number): void {
  if (port.host.platform !== "win32") return port.badge.setCount(count);
  const picture = count > 9 ? "9-plus" : String(count);
  const file = count === 0 ? undefined : join(port.host.resourcesDir, "badge", `${picture}.png`);
  port.badge.setOverlay(file, count === 0 ? "" : words.badge(count));
}
