import { brand } from "../../domain/id.ts";
import type { CommunicationType } from "../../domain/interaction.ts";
import { type Submitting, useDirectory, useMe, useSubmit } from "../app/desk-context.tsx";
import { newId } from "../app/page-ids.ts";
import type { Option } from "../parts/select.tsx";
import type { Conversation } from "../conversation/use-conversation.ts";
import { type Act, actsFor, adviserOf, openMedia, waitingLeg } from "./acts.ts";

/** Where somebody or something is sent, chosen in a dialog. */
export interface Chosen {
  readonly to: "QUEUE" | "AGENT" | "EXTERNAL";
  readonly targetId: string;
  readonly note: string;
  /** Of a transfer to the outside: the sender stays until somebody answers there. */
  readonly attended: boolean;
  /** Of an assignment: begun at once, not offered. */
  readonly bypass: boolean;
}

export interface Acting extends Pick<Submitting, "isPending" | "refusal" | "clear"> {
  readonly possible: readonly Act[];
  readonly media: { readonly other: readonly Option[]; readonly added: readonly Option[] };
  readonly run: (act: Act) => void;
  readonly send: (act: Act, chosen: Chosen) => void;
  readonly deferUntil: (until: number) => void;
  readonly holdFor: (seconds: number) => void;
  readonly addMedia: (mrdId: string) => void;
  readonly endMedia: (mediaId: string) => void;
  readonly setType: (type: CommunicationType) => void;
}

/** What can be done with the conversation on the screen, and how each of it is asked of the node. */
export function useActs({ row, hold, tasks }: Conversation): Acting {
  const me = useMe();
  const { submit, isPending, refusal, clear } = useSubmit();
  const agentId = me.agentId ?? me.id;
  const own = tasks.filter((task) => task.interactionId === row.id);
  const supervises = me.roles.includes("supervisor");
  const media = useMedia({ hold });
  const standing = { row, hold, tasks: own, agentId, supervises };
  const possible = actsFor({ ...standing, otherMedia: media.other.length });
  const interactionId = row.id;
  const taskId = brand<never>(hold.task?.id ?? row.taskId ?? "");
  const fresh = () => ({ interactionId, taskId: brand<never>(newId()) });
  const consult = () => ({
    taskId,
    consultTaskId: brand<never>(adviserOf(row, agentId)?.taskId ?? ""),
  });
  const direct: Partial<Record<Act, () => void>> = {
    hold: () => submit("task.hold", { taskId, seconds: null }),
    resume: () => submit("task.resume", { taskId }),
    consultTransfer: () => submit("consult.transfer", consult()),
    consultConference: () => submit("consult.conference", consult()),
    leave: () => submit("task.leave", { taskId }),
    cancelRequest: () => {
      const leg = waitingLeg(own, agentId);
      if (leg !== undefined) submit("task.cancelRequest", { taskId: leg.id });
    },
    claim: () => submit("task.claim", { taskId: brand<never>(row.taskId ?? "") }),
    engage: () => submit("interaction.engage", fresh()),
    join: () => submit("list.join", fresh()),
    closeEntry: () => submit("list.close", { interactionId }),
    reopen: () => submit("interaction.reopen", fresh()),
    cancelCase: () => submit("intervention.cancel", { interactionId }),
    closeCase: () => submit("intervention.close", { interactionId }),
    monitor: () => submit("monitor.start", fresh()),
    whisper: () => submit("monitor.whisper", { taskId }),
    bargeIn: () => submit("monitor.bargeIn", { taskId }),
    forceComplete: () => submit("interaction.forceComplete", { interactionId }),
  };
  const send = (act: Act, { to, targetId, note, attended, bypass }: Chosen) => {
    if (act === "transfer") submit("task.transfer", { taskId, to, targetId, note, attended });
    if (act === "assign")
      submit("intervention.assign", { interactionId, agentId: brand(targetId), bypass });
    if (act === "move")
      submit("task.move", { taskId: brand<never>(row.taskId ?? ""), queueId: brand(targetId) });
    if (to === "EXTERNAL") return;
    if (act === "conference") submit("task.conference", { taskId, to, targetId, note });
    if (act === "consult") submit("task.consult", { taskId, to, targetId, note });
  };
  return {
    possible,
    media,
    run: (act) => direct[act]?.(),
    send,
    deferUntil: (until) => void submit("task.defer", { taskId, until }),
    holdFor: (seconds) => void submit("task.hold", { taskId, seconds }),
    addMedia: (mrdId) =>
      void submit("task.addMedia", { taskId, mediaId: brand(newId()), mrdId: brand(mrdId) }),
    endMedia: (mediaId) => void submit("task.endMedia", { taskId, mediaId: brand(mediaId) }),
    setType: (communicationType) =>
      void submit("interaction.setType", {
        interactionId,
        communicationType,
        subCommunicationType: communicationType,
      }),
    isPending,
    refusal,
    clear,
  };
}

/** What else the workspace has that could join this conversation, and what has joined it. */
function useMedia({ hold }: Pick<Conversation, "hold">): Acting["media"] {
  const mrds = useDirectory("MRD");
  if (hold.kind !== "ACTIVE") return { other: [], added: [] };
  const { task } = hold;
  const nameOf = (id: string) => mrds.find((mrd) => mrd.id === id)?.name ?? id;
  const added = openMedia(task).map(({ id, mrdId }) => ({ id, mrdId, label: nameOf(mrdId) }));
  const here = new Set<string>([task.mrdId, ...added.map(({ mrdId }) => mrdId)]);
  const other = mrds.filter(({ id }) => !here.has(id)).map(({ id, name }) => ({ id, label: name }));
  return { other, added };
}
