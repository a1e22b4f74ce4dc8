import { VisuallyHidden } from "react-aria-components";
import { Bar } from "../parts/bar.tsx";
import { Button } from "../parts/button.tsx";
import { Dial } from "../parts/dial.tsx";
import { Figure, FigureRow } from "../parts/figure.tsx";
import type { GridColumn } from "../parts/grid-row.tsx";
import { LineChart, type Series } from "../parts/line-chart.tsx";
import { LiveGrid } from "../parts/live-grid.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { SlaDial } from "../parts/sla-mark.tsx";
import { type AgentStateShape, StateGlyph } from "../parts/state-glyph.tsx";
import { Countdown, Elapsed } from "../parts/time-text.tsx";
import { urgencyOf } from "../parts/urgency.ts";
import { clockTime, percent } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { Frame } from "./frame.tsx";
import styles from "./gallery.module.css";
import { ago, ahead } from "./sample.ts";

interface QueueRow {
  readonly name: string;
  readonly used: number;
  readonly level: number;
  readonly now: number;
  readonly waiting: number;
  readonly oldest: number;
  readonly free: string;
}

const queues: readonly QueueRow[] = [
  { name: "Sales", used: 1, level: 0.61, now: 12, waiting: 6, oldest: ago(8, 40), free: "0/4" },
  { name: "Billing", used: 0.7, level: 0.78, now: 21, waiting: 7, oldest: ago(2, 5), free: "1/6" },
  { name: "Tech", used: 0.3, level: 0.94, now: 30, waiting: 3, oldest: ago(1, 10), free: "3/8" },
  { name: "Web", used: 0.1, level: 0.99, now: 8, waiting: 1, oldest: ago(0, 20), free: "2/3" },
];

const columns: readonly GridColumn<QueueRow>[] = [
  {
    id: "name",
    head: "Queue",
    width: "minmax(110px, 1fr)",
    cell: (row) => (
      <span className={styles["queueName"]}>
        <Dial dial={{ state: "running", fraction: row.used }} />
        {row.name}
      </span>
    ),
  },
  {
    id: "level",
    head: "Service level 30 min",
    width: "180px",
    cell: (row) => <Bar name={row.name} value={row.level} goal={0.8} />,
  },
  { id: "now", head: "Now", width: "56px", align: "end", cell: (row) => row.now },
  { id: "waiting", head: "Wait", width: "56px", align: "end", cell: (row) => row.waiting },
  {
    id: "oldest",
    head: "Longest",
    width: "80px",
    align: "end",
    cell: (row) => <Elapsed since={row.oldest} urgency={row.used >= 1 ? "breached" : "calm"} />,
  },
  { id: "free", head: "Free/on", width: "72px", align: "end", cell: (row) => row.free },
];

export function LivePage() {
  return (
    <Frame current="live">
      <div className={styles["live"]}>
        <VisuallyHidden elementType="h1">Live</VisuallyHidden>
        <div className={styles["figures"]}>
          <FigureRow>
            <Figure name="Service level today, goal 80%" value="82%" />
            <Figure name="Waiting" value="17" />
            <Figure name="Longest wait" value={<Elapsed since={ago(8, 40)} />} urgency="breached" />
            <Figure
              name="At risk"
              value="5"
              glyph={<Dial dial={{ state: "running", fraction: 0.9 }} label={null} />}
            />
            <Figure
              name="Breached"
              value="2"
              glyph={<Dial dial={{ state: "running", fraction: 1 }} label={null} />}
            />
            <Figure name="Available" value="6" />
            <Figure name="Busy" value="9" />
            <Figure name="Not ready" value="3" />
            <Figure name="Missed offer" value="1" />
          </FigureRow>
        </div>
        <div className={styles["queues"]}>
          <LiveGrid
            label="Queues"
            columns={columns}
            rows={queues}
            rowKey={(row) => row.name}
            rowLabel={(row) => `${row.name}, ${row.waiting} waiting`}
            onOpen={() => {}}
          />
        </div>
        <Risk />
        <Chart />
        <People />
      </div>
    </Frame>
  );
}

const risks = [
  { name: "+351 912 004 118", queue: "Sales", startedAt: ago(30), dueAt: ago(3, 10) },
  { name: "Jonas Berg", queue: "Billing", startedAt: ago(8), dueAt: ahead(0, 48) },
  { name: "Lena Koch", queue: "Billing", startedAt: ago(3), dueAt: ahead(1, 30) },
  { name: "R. Haddad", queue: "Tech", startedAt: ago(3), dueAt: ahead(1, 58) },
  { name: "H. Ali", queue: "Web", startedAt: ago(3), dueAt: ahead(6, 20) },
];

function Risk() {
  return (
    <div className={styles["aside"]}>
      <SectionHead>Next to breach</SectionHead>
      {risks.map((risk) => (
        <div key={risk.name} className={styles["item"]}>
          <SlaDial sla={{ state: "running", ...risk }} />
          <b>{risk.name}</b>
          <span className={styles["quiet"]}>{risk.queue}</span>
          <span className={styles["itemEnd"]}>
            <Countdown
              until={risk.dueAt}
              urgency={urgencyOf((ago(0) - risk.startedAt) / (risk.dueAt - risk.startedAt))}
            />
          </span>
        </div>
      ))}
      <div className={styles["buttons"]}>
        <Button>Assign to</Button>
        <Button>Raise priority</Button>
      </div>
    </div>
  );
}

const series: readonly Series[] = [
  { id: "billing", label: "Billing", tone: "accent", dash: "solid", points: wave(0.84, 0.05) },
  { id: "sales", label: "Sales", tone: "breached", dash: "dashed", points: wave(0.74, 0.07) },
];

function wave(level: number, swing: number) {
  return Array.from({ length: 49 }, (_, at) => ({
    at: ago(240 - at * 5),
    value: level + swing * Math.sin(at / 4) - (at / 49) * 0.06 + (at % 2) * 0.015,
  }));
}

function Chart() {
  const { language } = useWords();
  return (
    <div className={styles["chart"]}>
      <SectionHead>Service level, last 4 h</SectionHead>
      <LineChart
        title="Service level, last 4 h"
        series={series}
        goal={0.8}
        domain={{ from: 0.5, to: 1 }}
        formatValue={(value) => percent(value, language)}
        formatTime={(at) => clockTime(at, { language })}
      />
    </div>
  );
}

const people: readonly { name: string; text: string; state: AgentStateShape; since: number }[] = [
  { name: "Ana", text: "chat 2/4", state: "available", since: ago(6, 10) },
  { name: "Dev", text: "chat 4/4", state: "busy", since: ago(2, 1) },
  { name: "Rui", text: "missed offer", state: "missed", since: ago(0, 34) },
  { name: "Kim", text: "break", state: "not-ready", since: ago(18, 40) },
];

function People() {
  return (
    <div className={styles["people"]}>
      <SectionHead>Agents</SectionHead>
      {people.map((person) => (
        <div key={person.name} className={styles["item"]}>
          <StateGlyph state={person.state} />
          <b>{person.name}</b>
          <span className={styles["quiet"]}>{person.text}</span>
          <span className={styles["itemEnd"]}>
            <Elapsed since={person.since} />
          </span>
        </div>
      ))}
    </div>
  );
}
