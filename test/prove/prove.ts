import type { Agent } from "../../src/domain/agent.ts";
import { type AgentId, type MrdId, type QueueId, brand } from "../../src/domain/id.ts";
import { type Queue, plainRouting } from "../../src/domain/queue.ts";
import { selectionPolicies } from "../../src/domain/selection.ts";
import type { QueuedTask } from "../../src/domain/task.ts";
import { IndexedMatcher } from "../../src/node/engine/matching/indexed-matcher.ts";
import type { Sight } from "../../src/node/engine/matching/sight.ts";
import { verdict } from "../domain/oracle.ts";
import { anAgent, anMrd, chatMrd, noon, queued, supportQueue } from "../domain/sample.ts";
import { Random } from "../simulation/random.ts";

const skillNames = ["french", "german", "billing", "tech"] as const;
const tagNames = ["vip", "press"] as const;
const mail = brand<MrdId>("mail");

export interface Proof {
  readonly decisions: number;
  readonly worlds: number;
  readonly differing: readonly string[];
  /** Over every decision, in order: the same for the same seed on any machine and in any time zone. */
  readonly digest: string;
}

/** A world of up to so many people and so much work, all of whose rules the seed decides. */
class ProofWorld {
  readonly random: Random;
  readonly agents: Agent[];
  readonly tasks = new Map<string, QueuedTask>();
  readonly queues: readonly Queue[];
  readonly mrds = [
    { ...chatMrd, conduct: { ...chatMrd.conduct, units: 30 } },
    { ...chatMrd, id: mail, wrapUpConsumesCapacity: false },
  ];
  readonly matcher = new IndexedMatcher(() => false);
  now = noon;
  #made = 0;

  constructor(seed: number, size: { agents: number; tasks: number }) {
    this.random = new Random(seed);
    this.queues = ["north", "south", "west"].map((id) => this.#queue(id));
    this.agents = Array.from({ length: size.agents }, (_, at) => this.agent(at));
    for (let left = size.tasks; left > 0; left -= 1) this.enqueue();
    this.matcher.look(this.#sight());
  }

  #sight(): Sight {
    const find = <T extends { id: string }>(all: readonly T[], id: string): T => {
      const found = all.find((each) => each.id === id);
      if (found === undefined) throw new Error(`${id} is in the world`);
      return found;
    };
    return {
      agents: () => this.agents,
      tasks: () => this.tasks.values(),
      queue: (id) => find(this.queues, id),
      mrd: (id) => find(this.mrds, id),
    };
  }

  #queue(id: string): Queue {
    const { random } = this;
    const step = (atLeast: number) => ({
      timeoutSec: 9,
      skills: [{ skill: "german", atLeast }],
      rule: null,
    });
    return {
      ...supportQueue,
      id: brand<QueueId>(id),
      queuePriority: random.between(1, 3),
      mrdId: random.chance(80) ? chatMrd.id : mail,
      routing: {
        ...plainRouting,
        enabled: random.chance(95),
        policy: random.pick(selectionPolicies) ?? "LONGEST_AVAILABLE",
        tagRouting: true,
        steps: random.chance(40) ? [step(5), step(2)] : [],
        fairShare: random.chance(25) ? { max: 2, windowSec: 30 } : null,
      },
    };
  }

  agent(at: number): Agent {
    const { random } = this;
    const skills: Record<string, number> = {};
    for (const skill of skillNames) if (random.chance(50)) skills[skill] = random.between(1, 6);
    const mrd = (mrdId: MrdId) =>
      anMrd({
        mrdId,
        toggle: random.chance(90),
        interrupted: random.chance(4),
        active: random.below(3),
        reserved: random.chance(6) ? 1 : 0,
        wrapUp: random.below(2),
        maxTasks: random.between(1, 4),
        softTasks: random.between(1, 4),
        lastReadyAt: noon + random.below(4) * 1000,
        lastAssignedAt: random.below(3),
      });
    return anAgent({
      id: brand<AgentId>(`a${String(at).padStart(3, "0")}`),
      state: random.chance(88)
        ? "READY"
        : (random.pick(["NOT_READY", "LOGOUT", "UNKNOWN"] as const) ?? "LOGOUT"),
      reachable: random.chance(95),
      queueIds: this.queues.filter(() => random.chance(60)).map((queue) => queue.id),
      skills,
      tags: tagNames.filter(() => random.chance(40)),
      mrds: [mrd(chatMrd.id), ...(random.chance(60) ? [mrd(mail)] : [])],
      recentAssignments: this.queues.flatMap((queue) =>
        random.chance(20) ? [{ queueId: queue.id, at: noon - random.below(40) * 1000 }] : [],
      ),
    });
  }

  enqueue(): QueuedTask {
    const { random } = this;
    this.#made += 1;
    const queue = random.pick(this.queues) ?? supportQueue;
    const firstEnqueuedAt = this.now - random.below(4) * 1000;
    const someone = () =>
      brand<AgentId>(`a${String(random.below(this.agents?.length ?? 4)).padStart(3, "0")}`);
    const tags = tagNames.flatMap((tag) =>
      random.chance(12) ? [{ tag, weight: random.below(3), required: random.chance(50) }] : [],
    );
    const base = queued({
      id: brand(`t${String(this.#made).padStart(6, "0")}`),
      queueId: queue.id,
      mrdId: queue.mrdId,
      priority: random.pick([1, 3, 10, 11]) ?? 1,
      skills: skillNames.flatMap((skill) =>
        random.chance(25) ? [{ skill, atLeast: random.between(1, 5) }] : [],
      ),
      requestExpiresAt: this.now + (random.chance(5) ? -1 : 600_000),
    });
    const lastAgent = random.chance(15)
      ? {
          agentId: someone(),
          heldUntil: random.chance(40) ? this.now + 5000 : 8_640_000_000_000_000,
        }
      : null;
    const task: QueuedTask = {
      ...base,
      firstEnqueuedAt,
      exclusions: random.chance(15)
        ? [{ agentId: someone(), until: this.now + random.below(20) * 1000, why: "RONA" }]
        : [],
      wait: {
        ...base.wait,
        orderAt: firstEnqueuedAt,
        weight: tags.reduce((most, each) => Math.max(most, each.weight), 0),
        tags,
        step: random.below(Math.max(1, queue.routing.steps.length)),
        staleAt: random.chance(3) ? this.now : 8_640_000_000_000_000,
        lastAgent,
      },
    };
    this.tasks.set(task.id, task);
    return task;
  }

  scene() {
    return {
      agents: this.agents,
      tasks: [...this.tasks.values()],
      queues: this.queues,
      mrds: this.mrds,
      now: this.now,
    };
  }

  /** Something happens to somebody, to some work, or time passes. */
  change(): void {
    const { random, matcher } = this;
    if (random.chance(45)) {
      const at = random.below(this.agents.length);
      const changed = this.agent(at);
      const before = this.agents[at];
      // Rows share what does not change, as the engine's do.
      const kept = before !== undefined && random.chance(80);
      const { queueIds, skills, tags } = kept ? before : changed;
      this.agents[at] = {
        ...changed,
        queueIds,
        skills,
        tags,
        ...(kept ? { attributes: before.attributes, teamIds: before.teamIds } : {}),
      };
      const agent = this.agents[at];
      if (agent !== undefined) matcher.putAgent(agent);
    } else if (random.chance(70)) {
      matcher.putTask(this.enqueue());
    } else {
      this.now += random.between(1, 4000);
      for (const id of [...this.tasks.keys(), ...this.agents.map((each) => each.id)])
        matcher.woken(id);
    }
  }

  /** The offer is made: the work is nobody's any more to be asked for, and whoever has it is being asked. */
  take(taskId: string, agentId: string): void {
    const task = this.tasks.get(taskId);
    const at = this.agents.findIndex((each) => each.id === agentId);
    const agent = this.agents[at];
    if (task === undefined || agent === undefined) throw new Error("the match is of this world");
    this.tasks.delete(taskId);
    this.matcher.putTask({
      ...task,
      state: "ACTIVE",
      agentId: agent.id,
      answeredAt: this.now,
      offer: null,
      role: "PRIMARY",
    });
    const mrds = agent.mrds.map((each) =>
      each.mrdId === task.mrdId ? { ...each, reserved: each.reserved + 1 } : each,
    );
    this.agents[at] = { ...agent, mrds };
    this.matcher.putAgent({ ...agent, mrds });
  }
}

/** Most worlds are small, where what is odd meets most; one in a hundred is larger, one in a thousand as large as proved. */
function sizeOf(random: Random): { agents: number; tasks: number } {
  const rare = random.below(1000);
  if (rare === 0) return { agents: random.between(50, 100), tasks: random.between(500, 1000) };
  if (rare <= 10) return { agents: random.between(15, 50), tasks: random.between(16, 200) };
  return { agents: random.between(2, 14), tasks: random.below(16) };
}

/** World after world: whatever happens, the indexed matcher and the oracle say the same, offer after offer. */
export function prove(seed: number, more: (decisions: number) => boolean): Proof {
  const differing: string[] = [];
  let [decisions, worlds, digest] = [0, 0, 0];
  while (more(decisions) && differing.length === 0) {
    const world = new ProofWorld(seed + worlds, sizeOf(new Random(seed * 7919 + worlds)));
    worlds += 1;
    for (let turn = 0; turn < 60 && differing.length === 0; turn += 1) {
      world.change();
      for (;;) {
        const wanted = verdict(world.scene());
        const found = world.matcher.decide(world.now);
        decisions += 1;
        const said =
          found === null
            ? "nobody"
            : `${found.task.id}>${found.choice.agentId}>${found.choice.assignment.runnersUp.join()}`;
        const right =
          wanted === null
            ? "nobody"
            : `${wanted.taskId}>${wanted.agentId}>${wanted.runnersUp.join()}`;
        for (let at = 0; at < said.length; at += 1)
          digest = (Math.imul(digest, 31) + said.charCodeAt(at)) | 0;
        if (said !== right)
          differing.push(`world ${seed + worlds - 1}, turn ${turn}: ${said} against ${right}`);
        if (wanted === null || found === null || differing.length > 0) break;
        world.take(found.task.id, found.choice.agentId);
      }
    }
  }
  return { decisions, worlds, differing, digest: (digest >>> 0).toString(16).padStart(8, "0") };
}

if (import.meta.main) {
  const [wanted = "10000000", seed = "1"] = process.argv.slice(2);
  const began = performance.now();
  const proof = prove(Number(seed), (decisions) => decisions < Number(wanted));
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`${JSON.stringify({ seed: Number(seed), ...proof, seconds }, null, 2)}\n`);
  if (proof.differing.length > 0) process.exitCode = 1;
}
