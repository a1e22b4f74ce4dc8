import type { Attributes } from "../agent.ts";
import { type InteractionDirection, communicationTypes } from "../interaction.ts";
import type { Field, Vocabulary } from "./vocabulary.ts";

/** What a workflow's filters can ask of work that arrives. */
export interface WorkTraits {
  readonly attributes: Attributes;
  readonly communicationType: string;
  readonly subCommunicationType: string;
  readonly direction: InteractionDirection;
  readonly subject: string;
  /** What the customer wrote first; empty for what a program brought. */
  readonly text: string;
  readonly customerName: string;
  readonly customerEmail: string | null;
  readonly sourceId: string;
  readonly priority: number;
  readonly tags: readonly string[];
  /** Who served this customer last. */
  readonly lastAgentId: string | null;
}

const text = (said: string, read: Field<WorkTraits>["read"]): Field<WorkTraits> => ({
  type: "TEXT",
  said,
  read,
});

/** `type == 'support' AND priority >= 5`: names that are no field here are the work's own attributes. */
export const workWords: Vocabulary<WorkTraits> = {
  prefixes: ["task."],
  bareAttributes: true,
  fields: {
    communication_type: {
      ...text("the kind", (work) => work.communicationType),
      choices: communicationTypes,
    },
    sub_type: text("the sub-type", (work) => work.subCommunicationType),
    direction: {
      ...text("the direction", (work) => work.direction),
      choices: ["INBOUND", "OUTBOUND"],
    },
    subject: text("the subject", (work) => work.subject),
    text: text("what the customer wrote", (work) => work.text),
    customer_name: text("the customer's name", (work) => work.customerName),
    customer_email: text("the customer's address", (work) => work.customerEmail),
    source: { ...text("the source", (work) => work.sourceId), named: "SOURCE" },
    priority: { type: "NUMBER", said: "the priority", read: (work) => work.priority },
    tags: { type: "WORDS", said: "its tags", read: (work) => work.tags },
    last_agent: {
      ...text("the customer's last agent", (work) => work.lastAgentId),
      named: "AGENT",
    },
  },
  open: (name) => {
    const key = name.startsWith("attributes.") ? name.slice("attributes.".length) : name;
    if (key === "" || (key === name && name.includes(".") && !name.includes("[")))
      return nested(key);
    return { type: "ANY", said: key, read: (work) => work.attributes[key] ?? null };
  },
};

/** Attributes are flat; a dotted one is a key of its own. */
function nested(key: string): Field<WorkTraits> | null {
  if (key === "" || key.startsWith("worker")) return null;
  return { type: "ANY", said: key, read: (work) => work.attributes[key] ?? null };
}

/** What `skip_if` can ask of those who serve a target. */
export interface Workforce {
  readonly available: number;
  readonly unavailable: number;
  readonly total: number;
}

const count = (said: string, read: (workers: Workforce) => number): Field<Workforce> => ({
  type: "NUMBER",
  said,
  read,
});

export const workforceWords: Vocabulary<Workforce> = {
  prefixes: ["workers."],
  fields: {
    available: count("agents who are free", (workers) => workers.available),
    unavailable: count("agents who are not free", (workers) => workers.unavailable),
    total: count("agents", (workers) => workers.total),
  },
};
