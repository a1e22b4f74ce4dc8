import type { Agent } from "../agent.ts";
import type { Value } from "./rule.ts";
import type { Field, Vocabulary } from "./vocabulary.ts";

/** What a rule about agents can ask: what they are, never what they are doing. That the router sees to itself. */
export type AgentTraits = Pick<Agent, "id" | "name" | "teamIds" | "skills" | "tags" | "attributes">;

const text = (said: string, read: (agent: AgentTraits) => Value): Field<AgentTraits> => ({
  type: "TEXT",
  said,
  read,
});

const words = (said: string, read: (agent: AgentTraits) => Value): Field<AgentTraits> => ({
  type: "WORDS",
  said,
  read,
});

/** `skills.french >= 3 AND tags HAS 'vip'`; TaskRouter's `worker.` may stand before, and its attributes need no more. */
export const agentWords: Vocabulary<AgentTraits> = {
  prefixes: ["worker.", "agent."],
  bareAttributes: true,
  fields: {
    id: { ...text("the agent", (agent) => agent.id), named: "AGENT" },
    name: text("the agent's name", (agent) => agent.name),
    teams: { ...words("their teams", (agent) => agent.teamIds), named: "TEAM" },
    tags: words("their tags", (agent) => agent.tags),
    skills: words("their skills", (agent) => Object.keys(agent.skills)),
  },
  open: (name) => {
    const dot = name.indexOf(".");
    const [group, rest] =
      dot < 0 ? ["attributes", name] : [name.slice(0, dot), name.slice(dot + 1)];
    if (group === "skills")
      return { type: "NUMBER", said: rest, read: (agent) => agent.skills[rest] ?? 0 };
    if (group !== "attributes" || rest === "" || activity.has(rest)) return null;
    return { type: "ANY", said: rest, read: (agent) => agent.attributes[rest] ?? null };
  },
};

/** What changes with every state is the router's own business. */
const activity: ReadonlySet<string> = new Set(["activity_name", "activity", "available", "state"]);
