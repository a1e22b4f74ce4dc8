import type { AgentId, WorkspaceId } from "../../domain/id.ts";
import type { Agent } from "../../domain/agent.ts";
import { SECOND_MS } from "../../domain/time.ts";
import type { Alarms } from "./alarms.ts";
import { leaveWork, withdrawOffers } from "./commands/agents.ts";
import { workspaceIn } from "./configured.ts";
import type { Draft } from "./draft.ts";
import { whenDue } from "./due.ts";
import { type Alarmed, alarmedBy } from "./next-instant.ts";
import type { Presence } from "./presence.ts";
import type { EngineClock, TimeSource } from "./time.ts";
import type { World } from "./world.ts";

export interface KeeperParts {
  readonly time: TimeSource;
  readonly clock: EngineClock;
  readonly alarms: Alarms;
  readonly setAlarm: (of: Alarmed) => void;
  /** Told of every alarm that comes: time alone may have made somebody eligible. */
  readonly woken: (id: string) => void;
  readonly presence: Presence;
  readonly world: () => World;
  readonly workspaceId: WorkspaceId;
  readonly log: (line: string) => void;
  /** Told when the clock begins to be held, and when it goes on. */
  readonly standing: () => void;
  /** True while a commit hangs: nothing fires then. */
  readonly held: () => boolean;
  readonly decide: (decision: (draft: Draft) => void) => Promise<boolean>;
  readonly turn: () => void;
}

const ROUNDS = 4;

/** Keeps deadlines and presence: one timer to the next alarm, and a look at everything once a second. */
export class Keeper {
  readonly #parts: KeeperParts;
  #cancel: (() => void) | null = null;
  #wakesAt = 0;
  #running = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = true;
    this.rearm();
  }

  pause(): void {
    this.#running = false;
    this.#cancel?.();
    this.#cancel = null;
  }

  stop(): void {
    this.pause();
  }

  /** One timer, for the earlier of the next alarm and the next look around. */
  rearm(): void {
    if (!this.#running) return;
    const now = this.#parts.clock.now();
    // While nothing may fire, what is due already is no reason to wake again at once.
    const due = this.#parts.held() ? now + SECOND_MS : this.#parts.alarms.next;
    const at = Math.min(due, now + SECOND_MS);
    if (this.#cancel !== null && this.#wakesAt <= at && this.#wakesAt > now) return;
    this.#cancel?.();
    this.#wakesAt = Math.max(at, now + 1);
    this.#cancel = this.#parts.time.wakeIn(this.#wakesAt - now, () => this.#wake());
  }

  #wake(): void {
    this.#cancel = null;
    if (!this.#running) return;
    this.#followWall();
    if (!this.#parts.held()) {
      this.#fireDue();
      this.#lookForSilence();
    }
    this.#parts.turn();
    this.rearm();
  }

  #followWall(): void {
    const { clock, presence, log, standing } = this.#parts;
    const followed = clock.followWall();
    if (followed.what === "NOTHING" || followed.what === "HELD") return;
    const ahead = `the wall clock is ${Math.round(followed.aheadMs / SECOND_MS)} s ahead`;
    if (followed.what === "LEAPT")
      log(
        `${ahead} of what has passed: the node stands still. Set the clock right, or say that it is: switchyard clock --follow`,
      );
    else if (followed.what === "CAME_BACK") log("the wall clock is back; the node goes on");
    else if (followed.what === "WENT_ON")
      log(`somebody has said that the wall clock is right: ${ahead}; node time follows`);
    else log(`${ahead}; node time follows`);
    presence.restart(clock.now());
    if (followed.what !== "FOLLOWED") standing();
  }

  /** All that is due together; each is its own decision, and all share one commit. */
  #fireDue(): void {
    const now = this.#parts.clock.now();
    // A row may hold several instants that have come, after a clock's jump or a hold: one round each.
    for (let round = 0; round < ROUNDS && this.#parts.alarms.next <= now; round += 1) {
      for (const key of this.#parts.alarms.takeDue(now)) {
        const due = alarmedBy(key);
        void this.#parts.decide((draft) => whenDue(draft, due));
        this.#parts.woken(due.id);
        // An alarm that changed nothing (somebody is eligible again, a setting moved the deadline) leaves the next one.
        this.#parts.setAlarm(due);
      }
    }
  }

  #lookForSilence(): void {
    const workspace = workspaceIn(this.#parts.world(), this.#parts.workspaceId);
    if (workspace === undefined) return;
    const now = this.#parts.clock.now();
    for (const agent of Array.from(this.#parts.world().all("AGENT"))) {
      if (agent.state === "LOGOUT" || agent.state === "LOGIN") continue;
      const silence = this.#parts.presence.silenceMs(agent.id, now);
      if (silence > workspace.agentDisconnectSec * SECOND_MS) this.#disconnect(agent.id);
      else if (silence > workspace.agentSilenceSec * SECOND_MS && maySeeOffers(agent))
        this.#withdraw(agent);
    }
  }

  #disconnect(agentId: AgentId): void {
    void this.#parts.decide((draft) => void leaveWork(draft, agentId, "NETWORK"));
  }

  #withdraw(agent: Agent): void {
    void this.#parts.decide((draft) => withdrawOffers(draft, agent, "AGENT_UNREACHABLE"));
  }
}

/** After a restart nobody is reachable, yet offers made before it may still be open. */
function maySeeOffers(agent: Agent): boolean {
  return agent.reachable || agent.mrds.some((mrd) => mrd.reserved > 0);
}
