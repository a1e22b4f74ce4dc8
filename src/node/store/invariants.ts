import { NEVER } from "../../domain/time.ts";
import { kindTables } from "./tables/kinds.ts";

/** What must hold of the rows and the feed, as questions whose answers name what breaks it: none, where all is well. */
export interface Invariant {
  readonly code: string;
  /** Said of what was found: "3 rows …". */
  readonly says: string;
  /** Gives a column `id`. */
  readonly sql: string;
}

const HEAD = "coalesce((SELECT max(last_seq) FROM feed), 0)";
const tables = Object.values(kindTables).map(({ table }) => table);
/** Each row that the feed tells of, at which sequence, and how far the row itself has come. */
const TOLD = `SELECT value ->> 3 AS id, first_seq + key AS told, CASE value ->> 2 ${Object.entries(
  kindTables,
)
  .map(
    ([kind, { table }]) => `WHEN '${kind}' THEN (SELECT seq FROM ${table} WHERE id = value ->> 3)`,
  )
  .join(" ")} END AS kept FROM feed, json_each(events) WHERE value ->> 2 IS NOT NULL`;
/** Listening in costs nothing of what the router may give. */
const SERVES = `task.closed_at = ${NEVER} AND task.agent_id = agent.id
  AND task.body ->> '$.role' NOT IN ('SILENT_MONITOR', 'WHISPER')`;
const OWN = `task WHERE ${SERVES} AND task.body ->> '$.mrdId' = mrd.value ->> '$.mrdId'`;
const ofEach = (ask: (table: string) => string): string => tables.map(ask).join(" UNION ALL ");

/** Asked first: the others read what stands in the bodies. */
export const readable: Invariant = {
  code: "ROW_UNREADABLE",
  says: "rows cannot be read",
  sql: ofEach((table) => `SELECT id FROM ${table} WHERE NOT json_valid(body)`),
};

export const invariants: readonly Invariant[] = [
  {
    code: "FEED_HOLE",
    says: "places where the feed has a hole",
    sql: `SELECT first_seq AS id FROM
      (SELECT first_seq, lag(last_seq) OVER (ORDER BY last_seq) AS before FROM feed)
      WHERE before IS NOT NULL AND first_seq <> before + 1`,
  },
  {
    code: "FEED_BACK_IN_TIME",
    says: "entries of the feed are older than the one before them",
    sql: `SELECT last_seq AS id FROM
      (SELECT last_seq, at, lag(at) OVER (ORDER BY last_seq) AS before FROM feed) WHERE at < before`,
  },
  {
    code: "FEED_OF_ANOTHER_TERM",
    says: "entries of the feed belong to a term that has not begun",
    sql: "SELECT last_seq AS id FROM feed WHERE epoch > (SELECT epoch FROM meta)",
  },
  {
    code: "FEED_HAS_NO_NAME",
    says: "feeds are without a name",
    sql: "SELECT one AS id FROM (SELECT 1 AS one) WHERE NOT EXISTS (SELECT 1 FROM meta WHERE feed_id <> '')",
  },
  {
    code: "ROW_BEYOND_FEED",
    says: "rows are newer than the newest entry of the feed",
    sql: ofEach((table) => `SELECT id FROM ${table} WHERE seq > ${HEAD}`),
  },
  {
    code: "COMMAND_BEYOND_FEED",
    says: "answered commands are newer than the newest entry of the feed",
    sql: `SELECT id FROM command WHERE seq > ${HEAD}`,
  },
  {
    code: "ROW_LOST",
    says: "rows are gone, or older than the feed says",
    sql: `SELECT DISTINCT id FROM (${TOLD}) WHERE kept IS NULL OR kept < told`,
  },
  {
    code: "NUMBER_TWICE",
    says: "numbers are those of two rows",
    sql: `SELECT number AS id FROM (${ofEach((table) => `SELECT number FROM ${table}`)})
      GROUP BY number HAVING count(*) > 1`,
  },
  {
    code: "ANSWER_OF_ANOTHER_COMMAND",
    says: "commands are kept with the answer of another one",
    // Before the slash stands whose command it was; rows of earlier versions have none.
    sql: `SELECT id FROM command WHERE NOT json_valid(outcome)
      OR outcome ->> '$.commandId' IS NOT substr(id, instr(id, '/') + 1)`,
  },
  {
    code: "COLUMN_DIFFERS",
    says: "rows say one thing in their columns and another in their text",
    sql: `${ofEach((table) => `SELECT id FROM ${table} WHERE id IS NOT body ->> '$.id'`)}
      UNION ALL SELECT id FROM task WHERE task_state IS NOT body ->> '$.taskState'
        OR media_state IS NOT body ->> '$.mediaState' OR agent_id IS NOT body ->> '$.agentId'
        OR queue_id IS NOT body ->> '$.queueId' OR interaction_id IS NOT body ->> '$.interactionId'
        OR closed_at IS NOT body ->> '$.closedAt' OR offer_id IS NOT body ->> '$.offer.id'
        OR offer_state IS NOT body ->> '$.offer.state' OR reason IS NOT body ->> '$.reason'
      UNION ALL SELECT id FROM interaction WHERE state IS NOT body ->> '$.state'
        OR status IS NOT body ->> '$.status' OR task_id IS NOT body ->> '$.taskId'
        OR (state = 'COMPLETED' AND completed_at IS NOT body ->> '$.completedAt')
      UNION ALL SELECT id FROM agent WHERE state IS NOT body ->> '$.state'
      UNION ALL SELECT id FROM intervention WHERE state IS NOT body ->> '$.state'
      UNION ALL SELECT id FROM message WHERE kind IS NOT body ->> '$.kind'
        OR interaction_id IS NOT body ->> '$.interactionId'`,
  },
  {
    code: "COMPLETED_WITH_OPEN_WORK",
    says: "completed interactions still have open work",
    sql: `SELECT DISTINCT interaction.id FROM interaction JOIN task ON task.interaction_id = interaction.id
      WHERE interaction.state = 'COMPLETED' AND task.closed_at = ${NEVER} AND task.task_state <> 'WRAP_UP'`,
  },
  {
    code: "COMPLETED_WITH_OPEN_INTERVENTION",
    says: "completed interactions still have an intervention that is open or put off",
    sql: `SELECT interaction_id AS id FROM intervention INDEXED BY intervention_not_closed WHERE state <> 'CLOSED'
      AND interaction_id IN (SELECT id FROM interaction WHERE completed_at IS NOT NULL)`,
  },
  {
    code: "CONVERSATION_WITH_NOBODY",
    says: "conversations say that somebody is in them, and nobody is",
    sql: `SELECT id FROM interaction WHERE completed_at IS NULL AND status IN ('CONNECTED', 'HOLD')
      AND NOT EXISTS (SELECT 1 FROM task WHERE task.interaction_id = interaction.id
        AND task.closed_at = ${NEVER} AND task.body ->> '$.role' = 'PRIMARY')`,
  },
  {
    code: "TASK_OF_NOTHING",
    says: "interactions name a task that is not theirs",
    sql: `SELECT id FROM interaction WHERE task_id IS NOT NULL AND NOT EXISTS
      (SELECT 1 FROM task WHERE task.id = interaction.task_id AND task.interaction_id = interaction.id)`,
  },
  {
    code: "SERVED_TWICE",
    says: "conversations are held twice by the same person",
    sql: `SELECT interaction_id AS id FROM task
      WHERE closed_at = ${NEVER} AND body ->> '$.role' = 'PRIMARY' AND task_state = 'ACTIVE'
      GROUP BY interaction_id, agent_id HAVING count(*) > 1`,
  },
  {
    code: "OFFERED_TWO_AT_ONCE",
    says: "agents are offered several pieces of work at once",
    sql: `SELECT agent_id AS id FROM task WHERE closed_at = ${NEVER} AND media_state = 'RESERVED'
      AND body ->> '$.offer.assignment.policy' <> 'NAMED' GROUP BY agent_id HAVING count(*) > 1`,
  },
  {
    code: "LOAD_DIFFERS",
    says: "agents are counted with other work than they have",
    sql: `SELECT agent.id FROM agent, json_each(agent.body, '$.mrds') AS mrd
      WHERE mrd.value ->> '$.reserved' <> (SELECT count(*) FROM ${OWN} AND task.media_state = 'RESERVED')
        OR mrd.value ->> '$.wrapUp' <> (SELECT count(*) FROM ${OWN} AND task.task_state = 'WRAP_UP')
        OR mrd.value ->> '$.active' <> (SELECT count(*) FROM ${OWN} AND task.media_state = 'ACTIVE')
          + (SELECT count(*) FROM task, json_each(task.body, '$.addedMedia') AS media
             WHERE ${SERVES} AND task.media_state = 'ACTIVE' AND media.value ->> '$.state' = 'ACTIVE'
               AND media.value ->> '$.mrdId' = mrd.value ->> '$.mrdId')`,
  },
  {
    code: "MISSED_TOO_EARLY",
    says: "offers were counted as missed before their time had run out",
    sql: `SELECT id FROM task WHERE offer_state = 'TIMEOUT'
      AND body ->> '$.offer.endedAt' < body ->> '$.offer.expiresAt'`,
  },
  {
    code: "GOES_ON_WHILE_OPEN",
    says: "tasks were re-queued while still open",
    sql: `SELECT before.id FROM task JOIN task AS before ON before.id = task.previous_task_id
      WHERE before.closed_at = ${NEVER} AND before.media_state <> 'CLOSED'`,
  },
  {
    code: "WAIT_BEGAN_ANEW",
    says: "re-queued tasks have lost the time their customer has waited",
    sql: `SELECT task.id FROM task JOIN task AS before ON before.id = task.previous_task_id
      WHERE before.reason IN ('RONA', 'REROUTE') AND task.body ->> '$.mode' = 'QUEUE'
        AND task.body ->> '$.firstEnqueuedAt' > before.body ->> '$.firstEnqueuedAt'`,
  },
  {
    code: "TASK_OF_ANOTHER_TERM",
    says: "tasks belong to a term that has not begun",
    sql: "SELECT id FROM task WHERE body ->> '$.epoch' > (SELECT epoch FROM meta)",
  },
  {
    code: "CLONE_OF_NOTHING",
    says: "clones are not known to what they were made from",
    sql: `SELECT id FROM interaction WHERE body ->> '$.clonedFromId' IS NOT NULL AND NOT EXISTS
      (SELECT 1 FROM interaction AS first, json_each(first.body, '$.cloneIds') AS clone
        WHERE first.id = interaction.body ->> '$.clonedFromId' AND clone.value = interaction.id)`,
  },
];
