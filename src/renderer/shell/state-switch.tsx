import { Check, ChevronDown } from "lucide-react";
import { brand, type MrdId } from "../../domain/id.ts";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import type { Mrd } from "../../domain/queue.ts";
import type { Reason } from "../../protocol/rows/directory-row.ts";
import { useConnection, useDirectory } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { Menu, type MenuGroup } from "../parts/menu.tsx";
import { StateGlyph } from "../parts/state-glyph.tsx";
import { Elapsed } from "../parts/time-text.tsx";
import type { Say } from "../words/words.ts";
import { useWords } from "../words/words.ts";
import { openMenuByKey } from "./open-by-key.ts";
import styles from "./shell.module.css";
import { useOwnAgent, useStanding } from "./use-standing.ts";
import { useStateChange } from "./use-state-change.ts";

/** How I stand and for how long, and the way to stand otherwise. */
export function StateSwitch() {
  const { say } = useWords();
  const standing = useStanding();
  const groups = useStateGroups();
  const change = useStateChange();
  const isLive = useConnection().state === "LIVE";
  if (standing === null) return null;
  const pick = (id: string) => {
    const [kind = "", value = ""] = id.split("=");
    if (kind === "available") void change.goAvailable();
    if (kind === "not-ready") void change.goNotReady(value);
    if (kind === "on" || kind === "off") change.switchMrd(brand<MrdId>(value), kind === "on");
  };
  const trigger = (
    <Button
      icon={<StateGlyph state={standing.shape} label={null} size={14} />}
      isPending={change.isPending}
      unavailable={isLive ? undefined : say("state.needsNode")}
    >
      <span className={styles["state"]}>{standing.words}</span>
      <Elapsed since={standing.since} />
      <ChevronDown size={14} aria-hidden />
    </Button>
  );
  return (
    <span className={styles["stateSwitch"]} data-shape={standing.shape} data-state-switch>
      {change.refusal === null ? null : (
        <span className={styles["refusal"]} role="alert">
          {change.refusal.words}
        </span>
      )}
      {isLive ? (
        <Menu
          trigger={trigger}
          label={say("state.menu")}
          groups={groups}
          onPick={pick}
          side="bottom end"
        />
      ) : (
        trigger
      )}
    </span>
  );
}

function useStateGroups(): readonly MenuGroup[] {
  const { say } = useWords();
  const agent = useOwnAgent();
  const reasons = useDirectory("REASON");
  const mrds = useDirectory("MRD");
  return [
    { heading: "", entries: [availableEntry(say)] },
    {
      heading: say("state.notReadyHeading"),
      entries: reasons.filter(({ archived }) => archived !== true).map(reasonEntry),
    },
    ...(agent === null ? [] : [kindsOfWork(say, agent, mrds)]),
  ];
}

function availableEntry(say: Say) {
  return {
    id: "available",
    label: say("agentState.available"),
    note: say("state.availableNote"),
    icon: <StateGlyph state="available" label={null} />,
    keys: "a",
  };
}

function reasonEntry({ id, label }: Reason, at: number) {
  return {
    id: `not-ready=${id}`,
    label,
    icon: <StateGlyph state="not-ready" label={null} />,
    ...(at < 9 ? { keys: String(at + 1) } : {}),
  };
}

function kindsOfWork(say: Say, agent: AgentRow, mrds: readonly Mrd[]): MenuGroup {
  const entries = agent.mrds.map(({ mrdId, toggle }) => {
    const name = mrds.find((mrd) => mrd.id === mrdId)?.name ?? mrdId;
    return {
      id: `${toggle ? "off" : "on"}=${mrdId}`,
      label: say(toggle ? "state.mrdOn" : "state.mrdOff", { name }),
      note: say(toggle ? "state.mrdTurnOff" : "state.mrdTurnOn"),
      icon: toggle ? <Check size={12} aria-hidden /> : <span className={styles["noIcon"]} />,
    };
  });
  return { heading: say("state.kindsHeading"), entries };
}

/** The keys that open it work from anywhere: they press the button that is there anyway. */
export function openStateSwitch(): void {
  openMenuByKey("[data-state-switch] button");
}
