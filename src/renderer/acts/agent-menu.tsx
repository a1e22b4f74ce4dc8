import { Ellipsis } from "lucide-react";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import { useConnection, useDirectory, useSubmit } from "../app/desk-context.tsx";
import { IconButton } from "../parts/button.tsx";
import { Menu } from "../parts/menu.tsx";
import { useReasonWords } from "../shell/use-standing.ts";
import { useWords } from "../words/words.ts";
import styles from "./acts.module.css";
import { RefusalLine } from "./refusal-line.tsx";

/** What a supervisor does with an agent of the team: on, off with a reason, out. */
export function AgentMenu({ agent }: { readonly agent: AgentRow }) {
  const { say } = useWords();
  const reasons = useDirectory("REASON").filter(({ archived }) => archived !== true);
  const reasonWords = useReasonWords();
  const { submit, refusal, clear } = useSubmit();
  const isLive = useConnection().state === "LIVE";
  const agentId = agent.id;
  const isOut = agent.state === "LOGOUT" || agent.state === "LOGIN" || agent.state === "UNKNOWN";
  const pick = (id: string) => {
    clear();
    if (id === "ready") submit("agent.forceState", { agentId, state: "READY", reason: null });
    else if (id === "logout") submit("agent.forceLogout", { agentId });
    else submit("agent.forceState", { agentId, state: "NOT_READY", reason: id });
  };
  if (isOut) return null;
  const now = isLive ? {} : { isDisabled: true, note: say("acts.needsNode") };
  const off = reasons.map(({ id }) => ({ id, label: reasonWords(id), ...now }));
  const label = say("oversight.menu", { name: agent.name });
  return (
    <span className={styles["acts"]}>
      <RefusalLine refusal={refusal} />
      <Menu
        label={label}
        side="bottom end"
        onPick={pick}
        groups={[
          {
            heading: "",
            entries: [{ id: "ready", label: say("oversight.ready"), ...now }],
          },
          { heading: say("oversight.notReady"), entries: off },
          {
            heading: "",
            entries: [{ id: "logout", label: say("oversight.logout"), isDanger: true, ...now }],
          },
        ]}
        trigger={<IconButton icon={<Ellipsis size={14} aria-hidden />} label={label} />}
      />
    </span>
  );
}
