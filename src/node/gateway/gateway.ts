import { Server as SecureServer } from "node:https";
import type { FastifyInstance } from "fastify";
import type { Me } from "../../protocol/frames.ts";
import { bodiesOf } from "../../protocol/rows/directory-row.ts";
import type { Access } from "../access/access.ts";
import { type Actor, agentIdOf } from "../access/actor.ts";
import type { Invites } from "../access/invites.ts";
import type { SetUp } from "../access/set-up.ts";
import type { KeptBackups } from "../backups/kept-backups.ts";
import type { Engine } from "../engine/api.ts";
import type { Feed } from "../feed/feed.ts";
import type { Encryption, Reach } from "../reach.ts";
import type { Sources } from "../sources/sources.ts";
import { Settings } from "../settings/settings.ts";
import type { Store } from "../store/store.ts";
import { ActorRates } from "./command-window.ts";
import { CounterBoard } from "./counter-board.ts";
import { Doors } from "./doors.ts";
import type { RateLimits } from "./http/api.ts";
import { buildApp, keysOf } from "./http/app.ts";
import { addBackupRoutes } from "./http/backup-routes.ts";
import { addClockRoutes } from "./http/clock-routes.ts";
import { addCommandRoutes } from "./http/command-routes.ts";
import { addCustomerRoutes } from "./http/customer-routes.ts";
import { addDirectoryRoutes } from "./http/directory-routes.ts";
import { addEventRoutes } from "./http/event-routes.ts";
import { type DemoLogin, addHealthRoutes } from "./http/health-routes.ts";
import { addInterventionRoutes } from "./http/intervention-routes.ts";
import { addReservationRoutes } from "./http/reservation-routes.ts";
import { addInteractionRoutes } from "./http/interaction-routes.ts";
import { addPages } from "./http/pages.ts";
import { type SessionRouteParts, addSessionRoutes } from "./http/session-routes.ts";
import { addFolderRoutes } from "./http/folder-routes.ts";
import { addAgentRoutes } from "./http/agent-routes.ts";
import { addActRoutes } from "./http/act-routes.ts";
import { type PeopleParts, addPeopleRoutes } from "./http/people-routes.ts";
import { addDispositionRoutes } from "./http/disposition-routes.ts";
import { Once } from "./http/once.ts";
import { addWorkflowRoutes } from "./http/workflow-routes.ts";
import { addSettingsRoutes } from "./http/settings-routes.ts";
import { addStandingRoutes } from "./http/standing-routes.ts";
import { addStatisticsRoutes } from "./http/statistics-routes.ts";
import { addInviteRoutes } from "./http/invite-routes.ts";
import { addTaskRoutes } from "./http/task-routes.ts";
import { addWhyRoutes } from "./http/why-routes.ts";
import { type Durations, Metrics } from "./metrics.ts";
import { Proxies, type ProxyReport } from "./proxies.ts";
import { Sockets } from "./sockets.ts";

export interface GatewayParts {
  readonly engine: Engine;
  readonly store: Store;
  readonly access: Access;
  readonly invites: Invites;
  readonly feed: Feed;
  readonly sources: Sources;
  readonly setUp: SetUp;
  readonly firstPerson: SessionRouteParts["firstPerson"];
  readonly addPerson: PeopleParts["addPerson"];
  readonly workspaceId: string;
  /** Null where nothing is kept on a disk. */
  readonly backups: KeptBackups | null;
  /** Keeps what the proxies in front of the node send, for the doctor. */
  readonly keepProxies: (reports: readonly ProxyReport[]) => void;
  readonly commits: Durations;
  readonly monotonic: () => number;
  readonly newId: () => string;
  readonly log: (line: string) => void;
  readonly options: GatewayOptions;
}

export interface GatewayOptions {
  readonly host: string;
  readonly port: number;
  readonly extraOrigins: readonly string[];
  readonly reach: Reach;
  readonly pagesDir: string;
  readonly widgetDir: string;
  readonly version: string;
  readonly demo: boolean;
  readonly demoLogins: readonly DemoLogin[] | null;
  readonly limits: RateLimits;
  readonly awaitingPerAddress: number;
}

export interface Gateway {
  readonly port: number;
  /** Where people open it. */
  readonly origin: string;
  /** To everybody who comes from now on. */
  showCertificate(encryption: Encryption): void;
  stop(): Promise<void>;
}

/** The node's one port: pages, HTTP API and sockets. */
export async function openGateway(parts: GatewayParts): Promise<Gateway> {
  const { engine, feed, access, sources, options, log, commits } = parts;
  const { host, extraOrigins, reach, version, pagesDir, widgetDir } = options;
  const { monotonic } = parts;
  const proxies = new Proxies({ log, monotonic, keep: parts.keepProxies });
  const doors = new Doors({ host, extraOrigins, ...reach, proxies });
  const meOf = (actor: Actor): Me => describe(parts, actor);
  const app = await buildApp({ doors, reach, version, log });
  let sockets: Sockets | null = null;
  const connections = (): number => sockets?.size ?? 0;
  const metrics = new Metrics({
    engine,
    mirror: feed.mirror,
    commits,
    connections,
    backups: parts.backups,
  });
  addRoutes(app, parts, meOf, doors);
  addHealthRoutes(app, {
    store: parts.store,
    metrics,
    access,
    doors,
    monotonic,
    proxies: () => proxies.reports,
    clock: engine.clock,
    isRunning: () => sockets !== null,
    needsSetUp: () => parts.setUp.code !== null,
    demoLogins: options.demoLogins,
  });
  await addPages(app, { pagesDir, widgetDir, doors, sourceOf: (id) => sources.source(id) });
  const port = await listen(app, options);
  doors.listenAt(port);
  const { awaitingPerAddress } = options;
  const door = { doors, server: app.server, awaitingPerAddress };
  sockets = new Sockets({ ...door, engine, feed, access, meOf, monotonic, log });
  const board = new CounterBoard({ engine, mirror: feed.mirror, sockets });
  return {
    port,
    origin: doors.origin,
    showCertificate: (encryption) => {
      doors.renew(encryption);
      if (app.server instanceof SecureServer) app.server.setSecureContext(keysOf(encryption));
    },
    stop: async () => {
      board.stop();
      sockets?.stop();
      metrics.stop();
      await app.close();
    },
  };
}

function addRoutes(
  app: FastifyInstance,
  parts: GatewayParts,
  meOf: (actor: Actor) => Me,
  doors: Doors,
): void {
  const once = new Once(parts.store.reader);
  const settings = new Settings(parts.engine);
  const rates = new ActorRates(parts.monotonic);
  const api = { ...parts, meOf, once, rates, settings, limits: parts.options.limits };
  addSessionRoutes(app, api);
  addInviteRoutes(app, { ...api, address: () => doors.origin });
  addCustomerRoutes(app, api);
  addCommandRoutes(app, api);
  addTaskRoutes(app, api);
  addActRoutes(app, api);
  addReservationRoutes(app, api);
  addInterventionRoutes(app, api);
  addFolderRoutes(app, api);
  addWhyRoutes(app, api);
  addInteractionRoutes(app, api);
  addDirectoryRoutes(app, api);
  addSettingsRoutes(app, api);
  addWorkflowRoutes(app, api);
  addDispositionRoutes(app, api);
  addPeopleRoutes(app, api);
  addAgentRoutes(app, api);
  addStatisticsRoutes(app, api);
  addStandingRoutes(app, api);
  addEventRoutes(app, api);
  addBackupRoutes(app, api);
  addClockRoutes(app, api);
  // Made once: whoever asks for it again and again costs no more than its bytes.
  let document: string | null = null;
  app.get("/openapi.json", { schema: { hide: true } }, (_request, reply) =>
    reply.type("application/json").send((document ??= JSON.stringify(app.swagger()))),
  );
}

/** Thrown when somebody else has the port: it is part of the address people's work is kept under, and stays. */
class PortTaken extends Error {
  constructor(port: number) {
    super(`Port ${port} is taken by another program. Stop that one, or start with --port N.`);
  }
}

async function listen(app: FastifyInstance, { host, port }: GatewayOptions): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw isTaken ? new PortTaken(port) : error;
  }
  const address = app.server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

/** Who the token belongs to, as the screen needs it. */
function describe({ engine, workspaceId, options }: GatewayParts, actor: Actor): Me {
  // By its id: everybody who comes asks for it, and a directory holds thousands of people.
  const kept = engine.live.row("DIRECTORY", `WORKSPACE:${workspaceId}`);
  const [workspace] = kept === null ? [] : bodiesOf([kept.row], "WORKSPACE");
  const place = { workspaceId, workspaceName: workspace?.name ?? "", demo: options.demo };
  if (actor.kind !== "USER") {
    const { name, id } =
      actor.kind === "VISITOR" ? { name: actor.name, id: actor.customerId } : { name: "", id: "" };
    const nobody = { username: "", agentId: null, teamIds: [], queueIds: [] };
    return { id, name, roles: ["visitor"], ...nobody, ...place };
  }
  const { userId: id, name, username, roles, teamIds, queueIds } = actor;
  return { id, name, username, roles, agentId: agentIdOf(actor), teamIds, queueIds, ...place };
}
