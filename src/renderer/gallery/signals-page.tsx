import { useState } from "react";
import { Bar } from "../parts/bar.tsx";
import { Button } from "../parts/button.tsx";
import { ChannelGlyph, type ChannelShape } from "../parts/channel-glyph.tsx";
import { Dial } from "../parts/dial.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { Fuse } from "../parts/fuse.tsx";
import type { GridColumn } from "../parts/grid-row.tsx";
import { LiveGrid } from "../parts/live-grid.tsx";
import { Pips } from "../parts/pips.tsx";
import { SlaMark } from "../parts/sla-mark.tsx";
import { type AgentStateShape, StateGlyph } from "../parts/state-glyph.tsx";
import { Countdown, Elapsed } from "../parts/time-text.tsx";
import { useNow } from "../parts/use-tick.ts";
import { useWords } from "../words/words.ts";
import { Block } from "./block.tsx";
import styles from "./gallery.module.css";
import { ago, ahead } from "./sample.ts";

const fractions = [0, 0.3, 0.55, 0.85, 1];
const states: readonly AgentStateShape[] = [
  "available",
  "busy",
  "reserved",
  "wrap-up",
  "not-ready",
  "missed",
  "offline",
];
const channels: readonly ChannelShape[] = ["chat", "mail", "voice", "text", "social", "task"];

export function SignalsPage() {
  const { say } = useWords();
  return (
    <>
      <Block title="Dial">
        {fractions.map((fraction) => (
          <Dial key={fraction} dial={{ state: "running", fraction }} size={20} />
        ))}
        <Dial dial={{ state: "met" }} size={20} />
        <Dial dial={{ state: "paused" }} size={20} />
        {fractions.map((fraction) => (
          <SlaMark
            key={fraction}
            look="chip"
            lead="reply due"
            sla={{
              state: "running",
              startedAt: ago(fraction * 10),
              dueAt: fraction === 1 ? ago(0, 70) : ahead((1 - fraction) * 10),
            }}
          />
        ))}
        <SlaMark sla={{ state: "met" }} look="chip" />
        <SlaMark sla={{ state: "paused" }} look="chip" />
      </Block>
      <Block title="Agent states">
        {states.map((state) => (
          <span key={state} className={styles["colour"]}>
            <StateGlyph state={state} label={null} size={14} />
            {say(`agentState.${state}`)}
          </span>
        ))}
      </Block>
      <Block title="Channels and capacity">
        {channels.map((channel) => (
          <span key={channel} className={styles["colour"]}>
            <ChannelGlyph channel={channel} />
            {say(`channel.${channel}`)}
          </span>
        ))}
        <Pips name="chat" used={2} total={4} paused={1} />
        <Pips name="mail" used={12} total={20} />
      </Block>
      <Block title="Times">
        <Countdown until={ahead(0, 48)} />
        <Countdown until={ahead(130)} />
        <Countdown until={ahead(60 * 52)} />
        <Countdown until={ago(3, 10)} urgency="breached" />
        <Elapsed since={ago(24, 10)} />
        <Elapsed since={ago(6)} isStale />
      </Block>
      <Block title="Fuse" isColumn>
        <Fuse startedAt={ago(0, 5)} endsAt={ahead(1)} />
        <Fuse startedAt={ago(1)} endsAt={ahead(0, 40)} />
        <Fuse startedAt={ago(0, 60)} endsAt={ahead(0, 9)} />
        <Fuse startedAt={ago(0, 20)} endsAt={ahead(0, 40)} isColoured={false} />
      </Block>
      <Block title="Service level">
        {[0.99, 0.8, 0.78, 0.61, undefined].map((value) => (
          <Bar key={value ?? "none"} name="Sales" value={value} goal={0.8} />
        ))}
      </Block>
      <Block title="Live grid, 2,000 rows" isColumn>
        <Moving />
      </Block>
      <Block title="Live grid, empty" isColumn>
        <div className={styles["sheet"]}>
          <LiveGrid
            label="Empty queue"
            columns={columns}
            rows={[]}
            rowKey={(row) => row.id}
            rowLabel={(row) => row.id}
            empty={<EmptyState title="Nothing waiting">Last one answered 2 min ago.</EmptyState>}
          />
        </div>
      </Block>
    </>
  );
}

interface Waiting {
  readonly id: string;
  readonly dueAt: number;
}

const columns: readonly GridColumn<Waiting>[] = [
  { id: "name", head: "Customer", width: "minmax(120px, 1fr)", cell: (row) => row.id },
  {
    id: "due",
    head: "Due",
    width: "100px",
    align: "end",
    cell: (row) => (
      <SlaMark look="quiet" sla={{ state: "running", startedAt: ago(10), dueAt: row.dueAt }} />
    ),
  },
  {
    id: "act",
    head: "Actions",
    width: "90px",
    align: "end",
    cell: (row, isActive) => (
      <Button size="small" isOutOfTabOrder={!isActive} label={`Claim ${row.id}`}>
        Claim
      </Button>
    ),
  },
];

const all: readonly Waiting[] = Array.from({ length: 2_000 }, (_, at) => ({
  id: `Customer ${at + 1}`,
  dueAt: ahead(at % 40, at % 60),
}));

/** Moves by itself every three seconds, to try the hand over the list. */
function Moving() {
  const start = (useNow(3_000) / 3_000) % 50;
  const [picked, setPicked] = useState<string>();
  const rows = [...all.slice(start, start + 3).toReversed(), ...all.slice(start + 3)];
  return (
    <div className={`${styles["sheet"]} ${styles["tall"]}`}>
      <LiveGrid
        label="Waiting"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => `${row.id}, chat, waiting`}
        selectedKey={picked}
        onOpen={(row) => setPicked(row.id)}
      />
    </div>
  );
}
