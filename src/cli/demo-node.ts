import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { demoConfiguration } from "../demo/demo-workspace.ts";
import { demoPeople } from "../demo/demo-people.ts";
import { demoLetters } from "../demo/demo-letters.ts";
import { demoSources, demoWorkspaceId } from "../demo/demo-queues.ts";
import { nodeContact } from "../demo/node-contact.ts";
import type { Surroundings } from "../demo/contact.ts";
import { Simulator, type SimulatorOptions, usualTraffic } from "../demo/simulator.ts";
import type { RunningNode } from "../node/run.ts";
import { openNode } from "./node-at.ts";
import { allowSites } from "./source.ts";
import { Failure } from "./usage.ts";

export interface DemoNode {
  readonly node: RunningNode;
  /** The customers' page. */
  readonly customerPage: string;
  stop(): Promise<void>;
}

export interface DemoOptions {
  readonly dataDir: string;
  readonly port: number | null;
  readonly pagesDir?: string;
  /** Null: no invented customers. */
  readonly traffic: Partial<SimulatorOptions> | null;
  /** Further origins whose pages may be desks here. */
  readonly origins?: readonly string[];
  /** Sites that may embed the chat of every source. */
  readonly sites?: readonly string[];
  readonly log: (line: string) => void;
}

/** A node with Acme Telecom in it, and its customers and agents at its public door. */
export async function openDemo(options: DemoOptions): Promise<DemoNode> {
  const { dataDir, port, log, pagesDir, origins = [], sites = [] } = options;
  const pages = pagesDir === undefined ? {} : { pagesDir };
  const place = { dataDir, port, log, origins, ...pages };
  const demoLogins = demoPeople.filter((person) => !person.simulated).map(loginOf);
  const node = await openNode({
    ...place,
    demo: true,
    demoLogins,
    workspaceId: demoWorkspaceId,
  });
  try {
    await furnish(node, dataDir);
    if (sites.length > 0) for (const source of demoSources) await allowSites(node, source, sites);
  } catch (error) {
    await node.stop();
    throw error;
  }
  const simulator = options.traffic === null ? null : startTraffic(node, options.traffic, log);
  const stop = async (): Promise<void> => {
    simulator?.stop();
    await node.stop();
  };
  return { node, customerPage: `${node.address}/chat`, stop };
}

function loginOf({ username, password, name, roles: [role] }: (typeof demoPeople)[number]) {
  return { username, password, name, role: role ?? "agent" };
}

/** What a first start puts in place. A start that was cut short is completed by the next one. */
async function furnish(node: RunningNode, dataDir: string): Promise<void> {
  const { engine, access, workspaceId } = node;
  if (workspaceId !== demoWorkspaceId) {
    throw new Failure(
      `${dataDir} holds another workspace, not the demo. Choose a folder with --data.`,
    );
  }
  const { directory, agents, accounts } = demoConfiguration(engine.now());
  const isNew = ![...engine.live.rows("DIRECTORY")].some(({ row }) => row.kind === "QUEUE");
  if (isNew) await engine.configure({ directory, agents });
  // One that is there already is refused before its password is worked on.
  await Promise.all(accounts.map((account) => access.createAccount(account)));
}

/** They stay until somebody picks them: another start brings no more. */
function hasLetters({ engine }: RunningNode): boolean {
  return [...engine.live.rows("INTERACTION")].some(({ row }) => row.listId !== null);
}

function startTraffic(
  node: RunningNode,
  traffic: Partial<SimulatorOptions>,
  log: (line: string) => void,
): Simulator {
  const agents = demoPeople.filter((person) => person.simulated);
  const around = surroundings(node.address);
  const simulator = new Simulator(
    { contact: nodeContact(around), timing: around, newId: () => around.newId(), log },
    {
      ...usualTraffic,
      seed: randomInt(1, 2 ** 31),
      doors: demoSources,
      letters: hasLetters(node) ? [] : demoLetters,
      agents,
      ...traffic,
    },
  );
  simulator.start();
  return simulator;
}

function surroundings(nodeUrl: string): Surroundings {
  return {
    nodeUrl,
    fetch,
    connect: (url, protocol) => new WebSocket(url, protocol),
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    after: (ms, run) => {
      const ended = new AbortController();
      wait(ms, undefined, { signal: ended.signal }).then(run, () => undefined);
      return () => ended.abort();
    },
    random: () => Math.random(),
    newId: () => randomUUID(),
  };
}
