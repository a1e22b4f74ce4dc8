import { memo, useMemo } from "react";
import { Link } from "react-aria-components";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { AgentMenu } from "../acts/agent-menu.tsx";
import { useDirectory, useMe } from "../app/desk-context.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { StateGlyph } from "../parts/state-glyph.tsx";
import { Elapsed } from "../parts/time-text.tsx";
import { useReasonWords } from "../shell/use-standing.ts";
import { useWords } from "../words/words.ts";
import styles from "./live-page.module.css";
import { type PersonNow, peopleOf } from "./people.ts";
import { shapeOf } from "./standing.ts";

const cx = classNames(styles);

interface AgentListProps {
  readonly agents: readonly AgentRow[];
  readonly tasks: readonly TaskRow[];
  readonly isStale: boolean;
}

/** The team: who missed work, who has it, who is away; with time in state and what each holds. */
export function AgentList({ agents, tasks, isStale }: AgentListProps) {
  const { say } = useWords();
  const mrds = useDirectory("MRD");
  const people = useMemo(() => {
    const counting = new Set<string>(
      mrds.filter((mrd) => mrd.wrapUpConsumesCapacity).map((mrd) => mrd.id),
    );
    return peopleOf(agents, tasks, (mrdId) => counting.has(mrdId));
  }, [agents, tasks, mrds]);
  return (
    <section className={cx("people")} aria-label={say("live.people.title")}>
      <SectionHead count={people.length}>{say("live.people.title")}</SectionHead>
      {people.length === 0 ? <EmptyState title={say("live.people.empty")} /> : null}
      <ul>
        {people.map((person) => (
          <Person key={person.agent.id} person={person} isStale={isStale} />
        ))}
      </ul>
    </section>
  );
}

interface PersonProps {
  readonly person: PersonNow;
  readonly isStale: boolean;
}

const Person = memo(function Person({ person, isStale }: PersonProps) {
  const { agent, standing, since, holds } = person;
  const words = useStandingWords(person);
  const leads = useMe().roles.includes("supervisor");
  return (
    <li className={cx("person", standing === "MISSED" && "missed")}>
      <StateGlyph state={shapeOf[standing]} label={null} />
      <b className={cx("itemName")}>{agent.name}</b>
      <span className={cx("state", "itemText")}>{words}</span>
      <span className={cx("end")}>
        <Elapsed since={since} isStale={isStale} />
        {leads ? (
          <span className={cx("act")}>
            <AgentMenu agent={agent} />
          </span>
        ) : null}
      </span>
      {holds.length === 0 ? null : <Holds holds={holds} agent={agent.name} />}
    </li>
  );
});

/** The name of the state, why, and the places taken: "Available · Chat 2/4". */
function useStandingWords({ agent, standing, places }: PersonNow): string {
  const { say } = useWords();
  const mrds = useDirectory("MRD");
  const reasonWords = useReasonWords();
  const name =
    standing === "SILENT" ? say("live.people.silent") : say(`agentState.${shapeOf[standing]}`);
  const why =
    standing === "NOT_READY" && agent.reason !== null ? reasonWords(agent.reason) : undefined;
  const taken = places.map(({ mrdId, used, total }) =>
    say("live.people.places", {
      channel: mrds.find((mrd) => mrd.id === mrdId)?.name ?? mrdId,
      used,
      total,
    }),
  );
  const queueless = agent.queueIds.length === 0 ? [say("live.people.noQueue")] : [];
  return [why ?? name, ...queueless, ...taken].join(" · ");
}

function Holds({ holds, agent }: { readonly holds: readonly TaskRow[]; readonly agent: string }) {
  const { say } = useWords();
  return (
    <span className={cx("holds")}>
      {holds.map((task) => (
        <Link
          key={task.id}
          className={cx("hold")}
          href={`#/work/${task.interactionId}`}
          aria-label={say("live.people.holds", { name: task.customerName, agent })}
        >
          {task.customerName}
          {task.taskState === "WRAP_UP" ? ` (${say("live.people.inWrapUp")})` : null}
          {task.mediaState === "RESERVED" ? ` (${say("live.panel.ringing")})` : null}
        </Link>
      ))}
    </span>
  );
}
