import { useParams } from "@tanstack/react-router";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { RefusedCards } from "../refused/refused-cards.tsx";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import { Course } from "./course.tsx";
import { DetailHead } from "./detail-head.tsx";
import { Details } from "./details.tsx";
import { Said } from "./said.tsx";
import { type Past, usePast } from "./use-past.ts";

const cx = classNames(styles);

export function CompletedDetail() {
  const { id } = useParams({ from: "/completed/$id" });
  const past = usePast(id);
  // Another interaction is another form: nothing typed for one may show on the next.
  return past.state === "HERE" ? <Whole key={id} past={past} /> : <NotHere state={past.state} />;
}

type Here = Extract<Past, { state: "HERE" }>;

function Whole({ past }: { readonly past: Here }) {
  const { say } = useWords();
  const { row, messages, answer } = past;
  const tabs = [
    {
      id: "conversation",
      label: say("completedOne.tab.conversation"),
      content: <Said row={row} messages={messages} />,
    },
    {
      id: "timeline",
      label: say("completedOne.tab.timeline"),
      content: <Course row={row} messages={messages} answer={answer} />,
    },
  ];
  return (
    <div className={cx("detail")}>
      <DetailHead row={row} isReplica={past.isReplica} />
      <section className={cx("main")} aria-label={say("completedOne.tabs")}>
        <Tabs label={say("completedOne.tabs")} tabs={tabs} />
      </section>
      <aside className={cx("aside")} aria-label={say("completedOne.fields.title")}>
        <RefusedCards line={row.id} />
        <Details row={row} isSaved={past.pending === "SAVED"} />
      </aside>
    </div>
  );
}

function NotHere({ state }: { readonly state: Exclude<Past["state"], "HERE"> }) {
  const { say } = useWords();
  if (state === "LOADING")
    return (
      <div className={cx("notHere")} role="status">
        <EmptyState title={say("completedOne.loading")} />
      </div>
    );
  return (
    <div className={cx("notHere")}>
      <EmptyState title={say("completedOne.missing")}>
        {say(state === "OFFLINE" ? "completedOne.missingOffline" : "completedOne.missingWords")}
      </EmptyState>
    </div>
  );
}
