import { idleMrd, type Agent } from "../../domain/agent.ts";
import { type MrdId, brand } from "../../domain/id.ts";
import type { Workflow, WorkflowFilter } from "../../domain/workflow.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import {
  type DirectoryBodies,
  type DirectoryRow,
  bodiesOf,
} from "../../protocol/rows/directory-row.ts";
import { agentFromRow } from "../../protocol/rows/other-rows.ts";
import { type SettingKind, settingsSchemas } from "../../protocol/settings.ts";
import type { Configuration, Configured, Engine, Answered } from "../engine/api.ts";
import { type Fault, faultText, faultsIn } from "../faults.ts";
import { beginnings, changed } from "./defaults.ts";
import { type AgentNames, checkAgent } from "./check-agent.ts";
import {
  type IdsOf,
  type Look,
  type SettingProblem,
  asProblem,
  checkSetting,
  isInUse,
} from "./check.ts";
import { brokenBy } from "./dependants.ts";
import { inOurWords } from "./task-router.ts";
import { type Surroundings, warningsOf } from "./warnings.ts";

const shapes = new Map<string, ReturnType<typeof faultsIn>>(
  Object.entries(settingsSchemas).map(([kind, schema]) => [kind, faultsIn(schema)]),
);

export interface SettingRefusal extends Refusal {
  /** All that is wrong with it, where one thing is not the whole answer. */
  readonly problems: readonly SettingProblem[];
}
/** What is said beside a setting, where there is anything to say: what is probably not meant, and what it moved. */
interface Beside extends Partial<Configured> {
  readonly warnings?: readonly Fault[];
}
type Written<K extends SettingKind> = (DirectoryBodies[K] & Beside) | SettingRefusal;
type AnswerOf = ((reply: object) => Answered) | null;

/** What an administrator writes: checked as a whole against everything else that is set, then durable. */
export class Settings {
  readonly #engine: Engine;
  #last: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get<K extends SettingKind>(kind: K, id: string): DirectoryBodies[K] | undefined {
    return this.#look(kind, id);
  }

  /** Everything that is wrong with what somebody is set to. */
  checkAgent(named: AgentNames): readonly Fault[] {
    return checkAgent(named, this.#look, this.#idsOf);
  }

  /** All settings of one kind, archived ones too. */
  all<K extends SettingKind>(kind: K): DirectoryBodies[K][] {
    return bodiesOf(this.#rows(), kind);
  }

  /** A new setting; what is not said begins as it usually does. The answer is kept with it for whoever asks again. */
  create<K extends SettingKind>(
    kind: K,
    body: object & { readonly id: string },
    answerOf: AnswerOf = null,
  ): Promise<Written<K>> {
    return this.inLine(() => this.#create(kind, body, answerOf));
  }

  /** What is not named stays as it is. */
  change<K extends SettingKind>(
    kind: K,
    id: string,
    changes: object | ((present: DirectoryBodies[K]) => object),
    answerOf: AnswerOf = null,
  ): Promise<Written<K>> {
    return this.inLine(() => this.#change(kind, id, changes, answerOf));
  }

  /** One after the other: whatever reads how things stand before it writes finds what was written before. */
  inLine<T>(write: () => Promise<T>): Promise<T> {
    const written = this.#last.then(write);
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #create<K extends SettingKind>(
    kind: K,
    body: object & { readonly id: string },
    answerOf: AnswerOf,
  ): Promise<Written<K>> {
    if (this.#look(kind, body.id) !== undefined) return refused("ALREADY_EXISTS", body.id);
    const written = await this.#write(kind, { present: beginnings[kind], changes: body }, answerOf);
    return "setting" in written ? { ...written.setting, ...written.beside } : written;
  }

  async #change<K extends SettingKind>(
    kind: K,
    id: string,
    wanted: object | ((present: DirectoryBodies[K]) => object),
    answerOf: AnswerOf,
  ): Promise<Written<K>> {
    const present = this.#look(kind, id);
    if (present === undefined) return refused("NOT_FOUND", `${kind.toLowerCase()} ${id}`);
    const changes = typeof wanted === "function" ? wanted(present) : wanted;
    const written = await this.#write(kind, { present, changes: { ...changes, id } }, answerOf);
    if (!("setting" in written)) return written;
    const { setting, beside, movedDeadlines } = written;
    return movedDeadlines === 0
      ? { ...setting, ...beside }
      : { ...setting, ...beside, movedDeadlines };
  }

  async #write<K extends SettingKind>(
    kind: K,
    { present: before, changes }: { readonly present: object; readonly changes: object },
    answerOf: AnswerOf,
  ): Promise<
    | ({ readonly setting: DirectoryBodies[K]; readonly beside: Beside } & Configured)
    | SettingRefusal
  > {
    const sent = kind === "WORKFLOW" ? inOurWords(changes, filtersOf(before)) : { body: changes };
    if ("problems" in sent) return wrong(sent.problems);
    const body = changed(before, sent.body);
    const id = "id" in body ? String(body.id) : "";
    const present = this.#look(kind, id);
    const faultsOf = shapes.get(kind) ?? nothing;
    const faults = faultsOf(body).map(asProblem);
    const own =
      present === undefined ? faults : newOnes(faults, { before, body, was: faultsOf(before) });
    if (own.length > 0) return wrong(own);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this kind has just checked it
    const setting = body as DirectoryBodies[K];
    const problems = checkSetting(kind, setting, this.#look, this.#idsOf);
    const goesOn = present !== undefined && isInUse(present) && isInUse(setting);
    const was = goesOn ? checkSetting(kind, present, this.#look, this.#idsOf) : [];
    const fresh = newOnes(problems, { before, body, was });
    if (fresh.length > 0) return wrong(fresh);
    const inTheWay = present === undefined ? null : this.#inTheWay(kind, present, setting);
    if (inTheWay !== null) return wrong([inTheWay]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and body are tied by K
    const directory = [{ kind, body: setting }] as unknown as NonNullable<
      Configuration["directory"]
    >;
    const isNewMedium = kind === "MRD" && present === undefined;
    const agents = isNewMedium ? { agents: this.#withMedium(setting) } : {};
    const warnings = warningsOf(kind, setting, this.#around);
    const beside = warnings.length === 0 ? {} : { warnings };
    const answer = answerOf?.({ ...setting, ...beside });
    const configured = await this.#engine.configure({ directory, ...agents }, answer);
    return { setting, beside, ...configured };
  }

  /** What is taken out of use, or becomes another medium's, leaves nothing behind that counts on it. */
  #inTheWay<K extends SettingKind>(
    kind: K,
    before: DirectoryBodies[K],
    after: DirectoryBodies[K],
  ): SettingProblem | null {
    const moves = mediumOf(before) !== mediumOf(after);
    const ends = isInUse(before) && !isInUse(after);
    if (!moves && !ends) return null;
    const broken = brokenBy({ kind, body: after }, this.#rows(), this.#look);
    if (broken !== null || kind !== "QUEUE" || !moves) return broken;
    for (const { row } of this.#engine.live.rows("TASK"))
      if (row.queueId === after.id && row.taskState !== "CLOSED")
        return { path: "mrdId", message: "work of another medium is in the queue", isRule: false };
    return null;
  }

  /** A new medium is everybody's from the start, switched off, with its own limit. */
  #withMedium(medium: { readonly id: string; readonly maxRequests?: number }): Agent[] {
    const mrdId = brand<MrdId>(medium.id);
    const limit = medium.maxRequests ?? 1;
    const now = this.#engine.now();
    return Array.from(this.#engine.live.rows("AGENT"), ({ row }) => {
      const agent = agentFromRow(row);
      const named = agent.queueIds.filter((queueId) => !agent.memberOf.includes(queueId));
      return { ...agent, queueIds: named, mrds: [...agent.mrds, idleMrd(mrdId, limit, now)] };
    });
  }

  readonly #around: Surroundings = {
    look: (kind, id) => this.#look(kind, id),
    queues: () => this.all("QUEUE"),
    waitingIn: (queueId) => {
      let waiting = 0;
      for (const { row } of this.#engine.live.rows("TASK"))
        if (
          row.queueId === queueId &&
          (row.mediaState === "QUEUED" || row.mediaState === "RESERVED")
        )
          waiting += 1;
      return waiting;
    },
  };

  #rows(): DirectoryRow[] {
    return Array.from(this.#engine.live.rows("DIRECTORY"), ({ row }) => row);
  }

  readonly #idsOf: IdsOf = (kind) =>
    this.all(kind)
      .filter(isInUse)
      .map(({ id }) => id);

  readonly #look: Look = (kind, id) => {
    const row: DirectoryRow | undefined = this.#engine.live.row("DIRECTORY", `${kind}:${id}`)?.row;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
    return row?.body as never;
  };
}

const nothing = () => [];

/** What was wrong before and is not touched need not be mended by whoever changes something else. */
function newOnes(
  problems: readonly SettingProblem[],
  {
    before,
    body,
    was,
  }: { readonly before: object; readonly body: object; readonly was: readonly Fault[] },
): readonly SettingProblem[] {
  const old = new Set(was.map(faultText));
  return problems.filter((problem) => {
    const isSame = valueAt(before, problem.path) === valueAt(body, problem.path);
    return !(isSame && old.has(faultText(problem)));
  });
}

function valueAt(body: object, path: string): string | undefined {
  let at: unknown = body;
  for (const name of path.split("."))
    at = typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined;
  return JSON.stringify(at);
}

function filtersOf(workflow: object): readonly WorkflowFilter[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is a workflow that was checked, or a new one
  return (workflow as Pick<Workflow, "filters">).filters;
}

function mediumOf(body: object): unknown {
  return "mrdId" in body ? body.mrdId : undefined;
}

function wrong(problems: readonly SettingProblem[]): SettingRefusal {
  const [first] = problems;
  const code = first?.isRule === true ? "RULE_INVALID" : "CONFIGURATION_INVALID";
  const place = first?.path === "" ? "" : `${first?.path}: `;
  return { ...refuse(code, `${place}${first?.message}`), problems };
}

function refused(code: "ALREADY_EXISTS" | "NOT_FOUND", detail: string): SettingRefusal {
  return { ...refuse(code, detail), problems: [] };
}
