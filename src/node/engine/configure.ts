import type { Agent } from "../../domain/agent.ts";
import { directoryRow } from "../../protocol/rows/directory-row.ts";
import type { Configuration, Configured, Answered } from "./api.ts";
import type { Draft } from "./draft.ts";
import { settleMembership } from "./membership.ts";
import { reckonWaitingAnew } from "./reckoning-anew.ts";

/** What whoever changes settings is told of it, once it is decided. */
type Told = { -readonly [K in keyof Configured]: Configured[K] };

/** Puts configuration in place; what waits is reckoned anew in the same decision, and counted. An agent who is there already keeps state and work, and takes the new settings. */
export function configure(
  draft: Draft,
  configuration: Configuration,
  { answered, told }: { readonly answered: Answered | null; readonly told: Told },
): void {
  for (const { kind, body } of configuration.directory ?? []) {
    const row = directoryRow(kind, body);
    const present = draft.get("DIRECTORY", row.id);
    if (JSON.stringify(present) !== JSON.stringify(row))
      draft.put("DIRECTORY", row, "DIRECTORY_CHANGED");
  }
  for (const agent of configuration.agents ?? []) {
    const present = draft.get("AGENT", agent.id);
    const merged = present === undefined ? agent : withSettings(present, agent);
    if (JSON.stringify(present) !== JSON.stringify(merged))
      draft.put("AGENT", merged, "AGENT_STATE_CHANGED");
  }
  settleMembership(draft);
  told.movedDeadlines = reckonWaitingAnew(draft);
  // An answer is kept with an event, also where nothing is different.
  if (answered !== null && draft.steps.length === 0)
    draft.tell("COMMAND_CHANGED_NOTHING", answered.id);
}

function withSettings(present: Agent, settings: Agent): Agent {
  const { name, teamIds, queueIds, skills, tags, attributes } = settings;
  const mrds = settings.mrds.map((mrd) => {
    const own = present.mrds.find((each) => each.mrdId === mrd.mrdId);
    const { maxTasks, softTasks } = mrd;
    return own === undefined ? mrd : { ...own, maxTasks, softTasks };
  });
  return { ...present, name, teamIds, queueIds, memberOf: [], skills, tags, attributes, mrds };
}
