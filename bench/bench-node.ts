import { freshAgent, idleMrd } from "../src/domain/agent.ts";
import { plainConduct, plainRouting } from "../src/domain/queue.ts";
import { plainAbsence, plainArrival } from "../src/domain/source.ts";
import {
  type AgentId,
  type MrdId,
  type QueueId,
  type SourceId,
  type TeamId,
  brand,
} from "../src/domain/id.ts";
import { workspaceDefaults } from "../src/domain/workspace.ts";
import { hashOf, newToken } from "../src/node/access/tokens.ts";
import { type RunningNode, runNode } from "../src/node/run.ts";
import { PassingTime } from "./passing-time.ts";
import { Traffic, type TrafficMessage } from "./bench-traffic.ts";

/** A node in a process of its own, with as many agents as asked for; says its address and their tokens. */
export interface BenchNodeReady {
  readonly url: string;
  readonly agents: readonly { readonly id: string; readonly token: string }[];
  /** An administrator's token. */
  readonly admin: string;
  /** A connector's, of the first queue's source. */
  readonly connector: string;
}

const [dataDir = "", agents = "100", queues = "50", viewRows, origin] = process.argv.slice(2);
const QUEUES = Number(queues);
const mrdId = brand<MrdId>("chat");
const queueIds = Array.from({ length: QUEUES }, (_, place) => brand<QueueId>(`queue-${place}`));
const queueOf = (agent: number): QueueId => queueIds[agent % QUEUES] ?? brand<QueueId>("none");
const workspaceId = "bench";

const time = new PassingTime();
const node = await runNode({
  time,
  dataDir,
  port: 0,
  host: "127.0.0.1",
  origins: origin === undefined ? [] : [origin],
  nodeName: "bench",
  workspaceId,
  log: (line) => console.error(line),
  ...(viewRows === undefined ? {} : { viewRows: Number(viewRows) }),
});
await configure(node, Number(agents));
process.send?.({
  url: node.address,
  agents: await tokens(node, Number(agents)),
  admin: await account(node, { id: "admin", role: "admin", queueIds: [] }),
  connector: (await node.access.issueConnectorToken(brand<SourceId>("queue-0"))).token,
} satisfies BenchNodeReady);
const traffic = new Traffic({ engine: node.engine, workspaceId, time });
process.on("message", ({ n, given }: TrafficMessage) => {
  void traffic.carryOut(given).then(() => process.send?.({ n }));
});
process.once("disconnect", () => void node.stop().then(() => process.exit(0)));

async function configure({ engine }: RunningNode, count: number): Promise<void> {
  const wrapUp = { enabled: true, seconds: 60 };
  const mrd = {
    id: mrdId,
    name: "Chat",
    type: "CHAT",
    maxRequests: 50,
    wrapUpConsumesCapacity: true,
  } as const;
  const serviceLevel = { thresholdSec: 60, targetPct: 80, type: 2, warnPct: 50 } as const;
  const open = {
    offerSec: null,
    requestTtlSec: null,
    wrapUp: null,
    ronaPolicy: null,
    archived: false,
  };
  const dispositions = [
    { id: "explained", label: "Explained" },
    { id: "refunded", label: "Refunded" },
  ];
  const forms = { dispositions, dispositionRequired: false, skills: [] };
  const source = {
    type: "WEB_MESSAGING",
    communicationType: "MESSAGING",
    subCommunicationType: "CHAT",
  } as const;
  const door = {
    mrdId,
    sessionBound: false,
    sites: [],
    defaultPriority: 1,
    active: true,
    arrival: plainArrival,
    ...plainAbsence,
  };
  await engine.configure({
    directory: [
      { kind: "WORKSPACE", body: { id: brand(workspaceId), name: "Bench", ...workspaceDefaults } },
      {
        kind: "MRD",
        body: {
          ...mrd,
          offerSec: 20,
          requestTtlSec: 900,
          wrapUp,
          ronaPolicy: null,
          conduct: plainConduct,
        },
      },
      ...queueIds.flatMap((queueId) => [
        {
          kind: "QUEUE" as const,
          body: {
            id: queueId,
            name: queueId,
            mrdId,
            queuePriority: 5,
            serviceLevel,
            ...open,
            ...forms,
            routing: plainRouting,
          },
        },
        {
          kind: "SOURCE" as const,
          body: { id: brand<SourceId>(queueId), name: queueId, queueId, ...source, ...door },
        },
      ]),
    ],
    agents: Array.from({ length: count }, (_, place) => ({
      ...freshAgent,
      id: brand<AgentId>(`agent-${place}`),
      workspaceId: brand(workspaceId),
      name: `Agent ${place}`,
      teamIds: [brand<TeamId>("bench")],
      queueIds: [queueOf(place)],
      skills: {},
      since: 0,
      mrds: [idleMrd(mrdId, 50, 0)],
    })),
  });
}

async function tokens(running: RunningNode, count: number) {
  const made: { id: string; token: string }[] = [];
  for (let place = 0; place < count; place += 1) {
    const id = `agent-${place}`;
    const token = await account(running, { id, role: "agent", queueIds: [queueOf(place)] });
    made.push({ id, token });
  }
  return made;
}

interface Person {
  readonly id: string;
  readonly role: "agent" | "admin";
  readonly queueIds: readonly QueueId[];
}

/** An account that cannot sign in by password, and a session for it: the way of a password is not measured. */
async function account({ store }: RunningNode, { id, role, queueIds: queues }: Person) {
  const token = newToken();
  await store.access.putAccount({
    userId: id,
    workspaceId,
    username: id,
    name: id,
    roles: [role],
    enabled: true,
    teamIds: ["bench"],
    queueIds: queues,
    password: "none",
  });
  const times = {
    createdAt: Date.now(),
    lastUsedAt: Date.now(),
    expiresAt: Date.now() + 30 * 86_400_000,
  };
  const nowhere = { threadId: null, sourceId: null, revoked: false, workspaceId };
  await store.access.putToken({
    hash: hashOf(token),
    kind: "USER",
    subject: id,
    ...times,
    ...nowhere,
  });
  return token;
}
