import { agentWords } from "./agent-words.ts";
import { type Field, type Vocabulary, fieldOf } from "./vocabulary.ts";
import { workWords } from "./work-words.ts";

/** What a target's expression can ask: `task.language IN worker.languages`, of the work and of the agent at once. */
export const targetWords: Vocabulary<never> = {
  fields: {},
  open: (name) => {
    const field = name.startsWith("task.") ? fieldOf(workWords, name) : fieldOf(agentWords, name);
    return field === null ? null : asked(field);
  },
};

/** It is never read as a whole: the task is bound first. */
function asked({ type, said, choices, named }: Omit<Field<never>, "read">): Field<never> {
  const more = {
    ...(choices === undefined ? {} : { choices }),
    ...(named === undefined ? {} : { named }),
  };
  return { type, said, ...more, read: () => null };
}
