import { useNavigate } from "@tanstack/react-router";
import { Mail, MailOpen, UserRound } from "lucide-react";
import { channelOf } from "../agent/channel.ts";
import { ChannelGlyph } from "../parts/channel-glyph.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import type { GridColumn } from "../parts/grid-row.tsx";
import { LiveGrid } from "../parts/live-grid.tsx";
import { Elapsed } from "../parts/time-text.tsx";
import { type Names, useNames } from "../supervisor/use-names.ts";
import { useWords } from "../words/words.ts";
import type { Entry, EntryState } from "./entries.ts";
import { EntryActs } from "./entry-acts.tsx";
import styles from "./lists.module.css";

const cx = classNames(styles);
const shapes = { UNREAD: Mail, INACTIVE: MailOpen, ACTIVE: UserRound } as const;

interface EntryRowsProps {
  readonly name: string;
  readonly entries: readonly Entry[];
}

export function EntryRows({ name, entries }: EntryRowsProps) {
  const { say } = useWords();
  const navigate = useNavigate();
  const names = useNames();
  return (
    <LiveGrid
      label={name}
      columns={useColumns(names)}
      rows={entries}
      rowKey={({ row }) => row.id}
      rowLabel={({ row, state }) =>
        say("lists.row", { customer: row.customerName, state: say(`lists.state.${state}`) })
      }
      onOpen={({ row }) =>
        void navigate({ to: "/work/$interactionId", params: { interactionId: row.id } })
      }
      empty={<EmptyState title={say("lists.empty")}>{say("lists.emptyWords")}</EmptyState>}
    />
  );
}

function useColumns(names: Names): readonly GridColumn<Entry>[] {
  const { say } = useWords();
  return [
    {
      id: "state",
      head: say("lists.column.state"),
      width: "104px",
      cell: ({ state }) => <StateOf state={state} />,
    },
    {
      id: "customer",
      head: say("completed.column.customer"),
      width: "minmax(110px, 150px)",
      cell: ({ row, state }) => (
        <span className={cx(state === "UNREAD" && "unread")}>{row.customerName}</span>
      ),
    },
    {
      id: "type",
      head: say("completed.column.type"),
      width: "40px",
      cell: ({ row }) => <ChannelGlyph channel={channelOf(row)} />,
    },
    {
      id: "about",
      head: say("completed.column.about"),
      width: "minmax(140px, 1fr)",
      cell: ({ row }) => <span className={cx("quiet")}>{row.lastLine}</span>,
    },
    {
      id: "with",
      head: say("folders.column.owner"),
      width: "minmax(80px, 130px)",
      cell: ({ row }) =>
        row.participants.map(({ agentId }) => names.person(agentId)).join(", ") || "–",
    },
    {
      id: "since",
      head: say("lists.column.since"),
      width: "72px",
      align: "end",
      cell: ({ row }) => <Elapsed since={row.createdAt} />,
    },
    {
      id: "acts",
      head: say("acts.title"),
      width: "200px",
      align: "end",
      cell: (entry, isActive) => <EntryActs entry={entry} isOutOfTabOrder={!isActive} />,
    },
  ];
}

function StateOf({ state }: { readonly state: EntryState }) {
  const { say } = useWords();
  const Shape = shapes[state];
  return (
    <span className={cx("state")}>
      <Shape size={14} aria-hidden />
      {say(`lists.state.${state}`)}
    </span>
  );
}
