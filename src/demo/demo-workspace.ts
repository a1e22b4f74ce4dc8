import type { Agent } from "../domain/agent.ts";
import type { Instant } from "../domain/time.ts";
import type { DirectoryBodies, DirectoryKind } from "../protocol/rows/directory-row.ts";
import { demoLists, letterSource } from "./demo-letters.ts";
import { type DemoPerson, demoAgents, demoPeople } from "./demo-people.ts";
import {
  chatMrd,
  demoQueues,
  demoReasons,
  demoSources,
  demoTeams,
  demoWorkspace,
} from "./demo-queues.ts";
import { demoCalendar, demoFolders, demoSkills, demoTags, demoWorkflows } from "./demo-routing.ts";

type DirectoryPart = { [K in DirectoryKind]: { kind: K; body: DirectoryBodies[K] } }[DirectoryKind];

/** All that a new node needs in order to be Acme Telecom. It holds no work: the simulator makes it by living. */
export interface DemoConfiguration {
  readonly directory: readonly DirectoryPart[];
  readonly agents: readonly Agent[];
  readonly accounts: readonly DemoPerson[];
}

export function demoConfiguration(now: Instant): DemoConfiguration {
  const people = demoPeople.map(({ userId: id, name, roles }) => ({ id, name, roles }));
  return {
    directory: [
      { kind: "WORKSPACE", body: demoWorkspace() },
      { kind: "MRD", body: chatMrd },
      { kind: "CALENDAR", body: demoCalendar },
      ...parts("SKILL", demoSkills),
      ...parts("TAG", demoTags),
      ...parts("QUEUE", demoQueues),
      ...parts("WORKFLOW", demoWorkflows),
      ...parts("FOLDER", demoFolders),
      ...parts("LIST", demoLists),
      ...parts("SOURCE", [...demoSources, letterSource]),
      ...parts("REASON", demoReasons),
      ...parts("TEAM", demoTeams),
      ...parts("PERSON", people),
    ],
    agents: demoAgents(now),
    accounts: demoPeople,
  };
}

function parts<K extends DirectoryKind>(
  kind: K,
  bodies: readonly DirectoryBodies[K][],
): { kind: K; body: DirectoryBodies[K] }[] {
  return bodies.map((body) => ({ kind, body }));
}
