import { useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useState } from "react";
import { brand } from "../../domain/id.ts";
import { useConnection, useMe, useSubmit } from "../app/desk-context.tsx";
import { newId } from "../app/page-ids.ts";
import { Button } from "../parts/button.tsx";
import { classNames } from "../parts/class-names.ts";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { useWords } from "../words/words.ts";
import type { Entry } from "./entries.ts";
import styles from "./lists.module.css";

const cx = classNames(styles);

interface EntryActsProps {
  readonly entry: Entry;
  readonly isOutOfTabOrder: boolean;
}

/** Joining, or leaving it to whoever joins next, and taking an entry off its list: by whoever is in it, or while nobody is. */
export function EntryActs({ entry: { row }, isOutOfTabOrder }: EntryActsProps) {
  const { say } = useWords();
  const me = useMe();
  const isLive = useConnection().state === "LIVE";
  const entry = useEntryActs(row.id);
  const [isAsking, setAsking] = useState(false);
  if (me.agentId === null) return null;
  const own = row.participants.find(({ agentId }) => agentId === me.agentId);
  const isShared = row.participants.some(({ agentId }) => agentId !== me.agentId);
  const mayClose = !isShared || me.roles.includes("supervisor");
  const { customerName: customer } = row;
  const look = {
    size: "small",
    isPending: entry.isPending,
    isOutOfTabOrder,
    unavailable: isLive ? undefined : say("acts.needsNode"),
  } as const;
  return (
    <span className={cx("acts")}>
      {entry.refusal === null ? null : (
        <span className={cx("refusal")} role="alert">
          {entry.refusal.words}
        </span>
      )}
      {mayClose ? (
        <Button
          {...look}
          kind="quiet"
          icon={<X size={13} aria-hidden />}
          label={say("lists.closeOf", { customer })}
          onPress={() => setAsking(true)}
        >
          {say("lists.close")}
        </Button>
      ) : null}
      {own === undefined ? (
        <Button {...look} label={say("lists.joinOf", { customer })} onPress={entry.join}>
          {say("acts.join")}
        </Button>
      ) : (
        <>
          <Button
            {...look}
            kind="quiet"
            label={say("lists.leaveOf", { customer })}
            onPress={() => entry.leave(own.taskId)}
          >
            {say("acts.leave")}
          </Button>
          <Button
            size="small"
            isOutOfTabOrder={isOutOfTabOrder}
            label={say("lists.openOf", { customer })}
            onPress={entry.open}
          >
            {say("lists.open")}
          </Button>
        </>
      )}
      {isAsking ? (
        <CloseDialog
          customer={customer}
          onConfirm={() => {
            setAsking(false);
            entry.close();
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </span>
  );
}

interface CloseDialogProps {
  readonly customer: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

function CloseDialog({ customer, onConfirm, onClose }: CloseDialogProps) {
  const { say } = useWords();
  return (
    <ConfirmDialog
      title={say("lists.closeOf", { customer })}
      isAlert
      onClose={onClose}
      confirm={say("acts.closeEntry")}
      onConfirm={onConfirm}
    >
      <p>{say("lists.closeSure", { customer })}</p>
    </ConfirmDialog>
  );
}

function useEntryActs(id: string) {
  const navigate = useNavigate();
  const { submit, isPending, refusal } = useSubmit();
  const interactionId = brand<never>(id);
  const open = () => void navigate({ to: "/work/$interactionId", params: { interactionId: id } });
  return {
    isPending,
    refusal,
    open,
    join: () =>
      void submit("list.join", { interactionId, taskId: brand(newId()) }).outcome.then(
        (outcome) => {
          if (outcome.end === "APPLIED") open();
        },
      ),
    leave: (taskId: string) => void submit("task.leave", { taskId: brand(taskId) }),
    close: () => void submit("list.close", { interactionId }),
  };
}
