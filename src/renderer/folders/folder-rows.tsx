import { useNavigate } from "@tanstack/react-router";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { NEVER } from "../../domain/time.ts";
import { channelOf } from "../agent/channel.ts";
import { ChannelGlyph } from "../parts/channel-glyph.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import type { GridColumn } from "../parts/grid-row.tsx";
import { LiveGrid } from "../parts/live-grid.tsx";
import { SlaMark } from "../parts/sla-mark.tsx";
import { Elapsed } from "../parts/time-text.tsx";
import { useNames } from "../supervisor/use-names.ts";
import { useWords } from "../words/words.ts";
import styles from "./folders.module.css";

const cx = classNames(styles);

/** What a folder finds: open work to be opened, completed work to be read. */
export function FolderRows({
  name,
  rows,
}: {
  readonly name: string;
  readonly rows: readonly InteractionRow[];
}) {
  const { say } = useWords();
  const navigate = useNavigate();
  const names = useNames();
  return (
    <LiveGrid
      label={name}
      columns={useColumns()}
      rows={rows}
      rowKey={(row) => row.id}
      rowLabel={(row) =>
        say("folders.row", {
          number: row.displayNumber,
          customer: row.customerName,
          queue: names.queue(row.queueId),
          status: say(`folders.status.${row.status}`),
        })
      }
      onOpen={(row) =>
        void (row.state === "ACTIVE"
          ? navigate({ to: "/work/$interactionId", params: { interactionId: row.id } })
          : navigate({ to: "/completed/$id", params: { id: row.id } }))
      }
      empty={<EmptyState title={say("folders.empty")}>{say("folders.emptyWords")}</EmptyState>}
    />
  );
}

function useColumns(): readonly GridColumn<InteractionRow>[] {
  const { say } = useWords();
  const names = useNames();
  return [
    {
      id: "number",
      head: say("completed.column.number"),
      width: "60px",
      cell: (row) => (row.displayNumber === 0 ? "–" : `#${row.displayNumber}`),
    },
    {
      id: "customer",
      head: say("completed.column.customer"),
      width: "minmax(110px, 160px)",
      cell: (row) => <span className={cx("customer")}>{row.customerName}</span>,
    },
    {
      id: "type",
      head: say("completed.column.type"),
      width: "40px",
      cell: (row) => <ChannelGlyph channel={channelOf(row)} />,
    },
    {
      id: "queue",
      head: say("completed.column.queue"),
      width: "minmax(70px, 110px)",
      cell: (row) => names.queue(row.queueId),
    },
    {
      id: "about",
      head: say("completed.column.about"),
      width: "minmax(140px, 1fr)",
      cell: (row) => <span className={cx("quiet")}>{row.lastLine}</span>,
    },
    {
      id: "status",
      head: say("folders.column.status"),
      width: "minmax(90px, 120px)",
      cell: (row) => say(`folders.status.${row.status}`),
    },
    {
      id: "owner",
      head: say("folders.column.owner"),
      width: "minmax(80px, 120px)",
      cell: (row) => names.person(row.agentId === "" ? row.ownerId : row.agentId) || "–",
    },
    {
      id: "since",
      head: say("folders.column.since"),
      width: "92px",
      align: "end",
      cell: (row) => <Since row={row} />,
    },
  ];
}

/** The promise while it runs, else how long ago somebody wrote. */
function Since({ row }: { readonly row: InteractionRow }) {
  if (row.state === "ACTIVE" && row.slaDueAt !== NEVER)
    return (
      <SlaMark
        look="quiet"
        sla={{
          state: "running",
          startedAt: row.firstEnqueuedAt ?? row.createdAt,
          dueAt: row.slaDueAt,
        }}
      />
    );
  return <Elapsed since={row.state === "COMPLETED" ? row.completedAt : row.lastMessageAt} />;
}
