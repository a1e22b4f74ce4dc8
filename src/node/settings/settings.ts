import { Compile } from "typebox/compile";
import { idleMrd, type Agent } from "../../domain/agent.ts";
import { type MrdId, brand } from "../../domain/id.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { DirectoryBodies, DirectoryRow } from "../../protocol/rows/directory-row.ts";
import { agentFromRow } from "../../protocol/rows/other-rows.ts";
import { type SettingKind, settingsSchemas } from "../../protocol/settings.ts";
import type { Configuration, Engine } from "../engine/api.ts";
import { beginnings, changed } from "./defaults.ts";
import { type Look, checkSetting } from "./check.ts";

const shapes = Object.fromEntries(
  Object.entries(settingsSchemas).map(([kind, schema]) => [kind, Compile(schema)]),
);

/** What an administrator writes: checked as a whole against everything else that is set, then durable. */
export class Settings {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get<K extends SettingKind>(kind: K, id: string): DirectoryBodies[K] | undefined {
    return this.#look(kind, id);
  }

  /** A new setting; what is not said begins as it usually does. */
  async create<K extends SettingKind>(
    kind: K,
    body: object & { readonly id: string },
  ): Promise<DirectoryBodies[K] | Refusal> {
    if (this.#look(kind, body.id) !== undefined) return refuse("ALREADY_EXISTS", body.id);
    return this.#write(kind, changed(beginnings[kind], body));
  }

  async change<K extends SettingKind>(
    kind: K,
    id: string,
    changes: object,
  ): Promise<DirectoryBodies[K] | Refusal> {
    const present = this.#look(kind, id);
    if (present === undefined) return refuse("NOT_FOUND", `${kind.toLowerCase()} ${id}`);
    return this.#write(kind, { ...changed(present, changes), id });
  }

  async #write<K extends SettingKind>(
    kind: K,
    body: object,
  ): Promise<DirectoryBodies[K] | Refusal> {
    const shape = shapes[kind];
    if (shape !== undefined && !shape.Check(body)) {
      const [fault] = shape.Errors(body);
      const path = (fault?.instancePath ?? "").slice(1).replaceAll("/", ".");
      return refuse(
        "CONFIGURATION_INVALID",
        `${path || kind}: ${fault?.message ?? "is not right"}`,
      );
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this kind has just checked it
    const setting = body as DirectoryBodies[K];
    const [problem] = checkSetting(kind, setting, this.#look);
    if (problem !== undefined) {
      const code = problem.isRule ? "RULE_INVALID" : "CONFIGURATION_INVALID";
      return refuse(code, `${problem.path}: ${problem.message}`);
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and body are tied by K
    const directory = [{ kind, body: setting }] as unknown as NonNullable<
      Configuration["directory"]
    >;
    const isNewMedium = kind === "MRD" && this.#look("MRD", setting.id) === undefined;
    await this.#engine.configure({
      directory,
      ...(isNewMedium ? { agents: this.#withMedium(setting) } : {}),
    });
    return setting;
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

  readonly #look: Look = (kind, id) => {
    const row: DirectoryRow | undefined = this.#engine.live.row("DIRECTORY", `${kind}:${id}`)?.row;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
    return row?.body as never;
  };
}
