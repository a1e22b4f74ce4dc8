import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type CustomerId, type WorkspaceId, brand } from "../domain/id.ts";
import { isRefusal } from "../domain/refusal.ts";
import { Access } from "./access/access.ts";
import type { UserActor } from "./access/actor.ts";
import { Invites } from "./access/invites.ts";
import { Passwords } from "./access/passwords.ts";
import { SetUp } from "./access/set-up.ts";
import { advised } from "./backups/advice.ts";
import type { BackupRule } from "./backups/kept-backups.ts";
import { storeIn } from "./backups/names.ts";
import { backupsOf } from "./backups/node-backups.ts";
import type { Engine } from "./engine/api.ts";
import { openEngine } from "./engine/engine.ts";
import type { TimeSource } from "./engine/time.ts";
import { Feed } from "./feed/feed.ts";
import { Turns } from "./feed/turns.ts";
import { type Gateway, type GatewayOptions, openGateway } from "./gateway/gateway.ts";
import { refusedAs } from "./gateway/http/problem.ts";
import { Durations } from "./gateway/metrics.ts";
import { type Identity, IdentityFile } from "./identity.ts";
import { newId } from "./new-id.ts";
import { DEFAULT_PORT, type NodeSettings } from "./options.ts";
import { type NewPerson, addPersonTo } from "./people.ts";
import { followMembership, queuesIn } from "./membership.ts";
import { missingInRuntime } from "./probe.ts";
import { type Reach, reachOf } from "./reach.ts";
import { renewing } from "./renewing.ts";
import { keeperOf } from "./proxy-file.ts";
import { Sources } from "./sources/sources.ts";
import { type FirstPerson, beginWorkspace, nameWorkspace } from "./starter.ts";
import type { Store } from "./store/store.ts";
import { systemTime } from "./time-source.ts";

// The command line may know this file of the node and no other.
export { usualBackups } from "./backups/kept-backups.ts";
export { OptionFault, optionsHelp, readOptions } from "./options.ts";
export { backUp, diagnose, keepBackup, rebuildSearchIn, restoreInto } from "./safekeeping.ts";

export interface NodeOptions
  extends
    Omit<NodeSettings, "dataDir" | "tls" | "behindProxy" | "proxies">,
    Partial<Pick<NodeSettings, "tls" | "behindProxy" | "proxies">> {
  /** Null keeps everything in memory and forgets it: for tests. */
  readonly dataDir: string | null;
  readonly log?: (line: string) => void;
  /** The demo says so on every screen, and makes its own accounts instead of printing a set-up code. */
  readonly demo?: boolean;
  /** Shown to whoever is about to sign in to the demo. */
  readonly demoLogins?: GatewayOptions["demoLogins"];
  /** Of a new data directory; an old one keeps its own. */
  readonly workspaceId?: string;
  /** The built renderer; the widget stands beside it. */
  readonly pagesDir?: string;
  readonly limits?: Partial<GatewayOptions["limits"]>;
  readonly awaitingPerAddress?: number;
  readonly viewRows?: number;
  /** How often it backs itself up, and how many it keeps. */
  readonly backups?: BackupRule;
  readonly time?: TimeSource;
  readonly passwords?: Passwords;
}

export interface RunningNode {
  readonly nodeId: string;
  readonly workspaceId: WorkspaceId;
  /** Where people open it: `http://127.0.0.1:7450`. */
  readonly address: string;
  readonly port: number;
  /** The one-use code for the first account; null when there is one. */
  readonly setUpCode: string | null;
  readonly engine: Engine;
  readonly store: Store;
  readonly access: Access;
  /** An account with all that belongs to it. */
  addPerson(person: NewPerson): Promise<UserActor>;
  /** Reads the certificate's files again; throws and keeps the old one when they make no sense. */
  renewCertificate(): void;
  stop(): Promise<void>;
}

/** The demo prints its passwords on the screen: nobody needs to be kept from guessing them. */
const publishedPasswords = { cost: { log2N: 10, r: 8, p: 1 } };

const VERSION = "0.1.0";

/** Opens a node: store, engine, feed and gateway, in this order, and the other way round to its end. */
export async function runNode(options: NodeOptions): Promise<RunningNode> {
  const missing = missingInRuntime();
  if (missing.length > 0) throw new Error(`This runtime lacks: ${missing.join("; ")}.`);
  const endings: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    return { ...(await openNode(options, endings)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openNode(
  options: NodeOptions,
  endings: (() => Promise<void> | void)[],
): Promise<Omit<RunningNode, "stop">> {
  const { time = systemTime, log = () => undefined } = options;
  const reach = reachOf(options, time.wall(), log);
  const file = options.dataDir === null ? null : new IdentityFile(options.dataDir);
  const identity = file?.read() ?? newIdentity(options);
  const commits = new Durations();
  const store = timed(await storeFor(options, log), commits, time);
  endings.push(() => store.close());
  const parts = await openParts({ options, identity, store, time, log, endings });
  const port = options.port ?? identity.port ?? DEFAULT_PORT;
  const door = gatewayOptions(options, port, reach);
  const { dataDir, backups: rule } = options;
  const known = { ...identity, port: port === 0 ? identity.port : port };
  const backups = await backupsOf({ ...parts, dataDir, rule, identity: known, time });
  endings.push(() => backups?.stop());
  const keepProxies = keeperOf(dataDir);
  const gateway = await openGateway({ ...parts, backups, commits, keepProxies, options: door });
  endings.push(() => gateway.stop());
  file?.write({ ...identity, port: portToKeep(options, gateway) ?? identity.port });
  backups?.start();
  const { engine, access, setUp, workspaceId, addPerson } = parts;
  const { nodeId } = identity;
  const place = { nodeId, workspaceId, address: gateway.origin, port: gateway.port };
  const read = () => reachOf(options, time.wall(), log).encryption;
  const renewal = renewing({ gateway, files: options.tls ?? null, read, log });
  endings.push(renewal.stop);
  const shown = { setUpCode: setUp.code, renewCertificate: renewal.now };
  return { ...place, ...shown, engine, store, access, addPerson };
}

function newIdentity({ workspaceId }: NodeOptions): Identity {
  return { nodeId: newId(), workspaceId: workspaceId ?? newId(), port: null };
}

/** A port that was chosen for one run only (0: any that is free) is not kept. */
function portToKeep({ port }: NodeOptions, gateway: Gateway): number | null {
  return port === 0 ? null : gateway.port;
}

interface Opening {
  readonly options: NodeOptions;
  readonly identity: Identity;
  readonly store: Store;
  readonly time: TimeSource;
  readonly log: (line: string) => void;
  readonly endings: (() => Promise<void> | void)[];
}

async function openParts({ options, identity, store, time, log, endings }: Opening) {
  const workspaceId = brand<WorkspaceId>(identity.workspaceId);
  const { nodeId } = identity;
  const { nodeName } = options;
  const engine = await openEngine({ store, nodeId, nodeName, time, newId, log, workspaceId });
  endings.push(() => engine.stop());
  const { reader } = store;
  const now = (): number => engine.now();
  const customerName = (id: CustomerId): Promise<string | null> => nameOf(engine, store, id);
  const { passwords = new Passwords(options.demo === true ? publishedPasswords : {}) } = options;
  const access = new Access({
    store: store.access,
    workspaceId,
    now,
    newId,
    passwords,
    customerName,
    memberOf: (userId) => engine.live.row("AGENT", userId)?.row.memberOf ?? [],
    allQueues: () => queuesIn(engine),
  });
  const invites = new Invites({ store: store.access, workspaceId, now, newId, passwords });
  endings.push(followMembership(engine, access));
  const room = options.viewRows === undefined ? {} : { viewRows: options.viewRows };
  const feed = new Feed({ engine, reader, workspaceId, timing: new Turns(), log, ...room });
  endings.push(() => feed.stop());
  await nameWorkspace(engine, workspaceId);
  const setUp = new SetUp(options.demo !== true && !(await access.hasAccounts()));
  const sources = new Sources({ engine, reader, access, workspaceId, newId });
  const addPerson = async (person: NewPerson): Promise<UserActor> => {
    const actor = await addPersonTo({ access, engine }, person);
    if (isRefusal(actor)) throw refusedAs(actor);
    // With an account there, a code for the first one would be a second key.
    setUp.end();
    return actor;
  };
  const firstPerson = (first: FirstPerson): Promise<UserActor> =>
    beginWorkspace({ engine, workspaceId, addPerson }, first);
  const monotonic = (): number => time.monotonic();
  const shared = {
    engine,
    store,
    access,
    invites,
    feed,
    sources,
    setUp,
    workspaceId,
    monotonic,
    newId,
    log,
  };
  return { ...shared, addPerson, firstPerson };
}

async function nameOf(engine: Engine, store: Store, id: CustomerId): Promise<string | null> {
  const live = engine.live.row("CUSTOMER", id);
  if (live !== null) return live.row.name;
  const rows = await store.reader.fetch([{ kind: "CUSTOMER", id }]);
  const found = rows.find((row) => row.kind === "CUSTOMER");
  return found?.row.name ?? null;
}

/** Loaded only after the probe: without node:sqlite these files cannot even be read. */
async function storeFor({ dataDir }: NodeOptions, log: (line: string) => void): Promise<Store> {
  if (dataDir === null) {
    const { openMemoryStore } = await import("./store/memory-store.ts");
    return openMemoryStore();
  }
  const { openStore } = await import("./store/open-store.ts");
  try {
    return await openStore({ file: storeIn(dataDir), log });
  } catch (error) {
    throw advised(error, dataDir);
  }
}

function timed(store: Store, commits: Durations, time: TimeSource): Store {
  const append: Store["append"] = async (commit) => {
    const begun = time.monotonic();
    await store.append(commit);
    commits.add(time.monotonic() - begun);
  };
  return { ...store, append };
}

/** Of one address, or of one visitor; a whole office may stand behind one address. */
const strict = { signIn: 100, visitors: 60, messages: 240 };
/** On loopback every customer of a simulator comes from one address. */
const generous = { signIn: 1000, visitors: 60_000, messages: 600_000 };

function gatewayOptions(options: NodeOptions, port: number, reach: Reach): GatewayOptions {
  const { host, origins, demo = false, awaitingPerAddress = 1000 } = options;
  const here = dirname(fileURLToPath(import.meta.url));
  const pagesDir = options.pagesDir ?? resolve(here, "../../out/renderer");
  return {
    host,
    port,
    extraOrigins: origins,
    reach,
    pagesDir,
    widgetDir: resolve(pagesDir, "../widget"),
    version: VERSION,
    demo,
    demoLogins: options.demoLogins ?? null,
    limits: { ...(reach.isPrivate ? generous : strict), ...options.limits },
    awaitingPerAddress,
  };
}
