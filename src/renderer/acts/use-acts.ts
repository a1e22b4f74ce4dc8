import { brand } from "../../domain/id.ts";
import type { CommunicationType } from "../../domain/interaction.ts";
import { type Submitting, useDirectory, useMe, useSubmit } from "../app/desk-context.tsx";
import { newId } from "../app/page-ids.ts";
import type { Option } from "../parts/select.tsx";
import type { Submission } from "../../sync/desk.ts";
import type { Conversation } from "../conversation/use-conversation.ts";
import { useWords } from "../words/words.ts";
import { type Act, actsFor, adviserOf, openMedia, waitingLeg, waitingRequest } from "./acts.ts";

/** Where somebody or something is sent, chosen in a dialog. */
export interface Chosen {
  readonly to: "QUEUE" | "AGENT" | "EXTERNAL";
  readonly targetId: string;
  readonly note: string;
  /** Of a transfer to the outside: the sender stays until somebody answers there. */
  readonly attended: boolean;
  /** Of an assignment: begun at once, not offered. */
  readonly bypass: boolean;
  /** Into a queue that takes nothing now all the same. */
  readonly insist: boolean;
}

/** How what a dialog asked for stands. */
export interface AskedState {
  readonly isPending: boolean;
  readonly refusal: string | null;
}

/** What an act is called here: work that somebody has is taken over from them, by name. */
export function useActWords({ row }: Conversation): (act: Act) => string {
  const { say } = useWords();
  const people = useDirectory("PERSON");
  const holder = row.participants.find(({ role }) => role === "PRIMARY")?.agentId;
  const name = people.find(({ id }) => id === holder)?.name;
  return (act) =>
    act === "claim" && name !== undefined ? say("acts.takeOver", { name }) : say(`acts.${act}`);
}

export interface Acting extends Pick<Submitting, "isPending" | "refusal" | "clear"> {
  readonly possible: readonly Act[];
  readonly media: { readonly other: readonly Option[]; readonly added: readonly Option[] };
  /** Each answers how it ended: what was said in a dialog is there until the node has taken it. */
  readonly run: (act: Act) => Asked;
  readonly send: (act: Act, chosen: Chosen) => Asked;
  readonly deferUntil: (until: number) => Asked;
  readonly holdFor: (seconds: number) => Asked;
  readonly addMedia: (mrdId: string) => Asked;
  readonly endMedia: (mediaId: string) => Asked;
  readonly setType: (type: CommunicationType) => Asked;
}

/** Undefined where nothing was asked: what it was about is not there any more. */
type Asked = Submission | undefined;

/** What can be done with the conversation on the screen, and how each of it is asked of the node. */
export function useActs({ row, hold, tasks }: Conversation): Acting {
  const me = useMe();
  const { submit, isPending, refusal, clear } = useSubmit();
  const agentId = me.agentId ?? me.id;
  const own = tasks.filter((task) => task.interactionId === row.id);
  const supervises = me.roles.includes("supervisor");
  const media = useMedia({ hold });
  const standing = { row, hold, tasks: own, agentId, supervises };
  const goesBack = useDirectory("QUEUE").some(
    ({ id, routing }) => id === row.queueId && routing.unresolved !== "COMPLETE",
  );
  const possible = actsFor({ ...standing, otherMedia: media.other.length, goesBack });
  const interactionId = row.id;
  const taskId = brand<never>(hold.task?.id ?? row.taskId ?? "");
  const fresh = () => ({ interactionId, taskId: brand<never>(newId()) });
  const consult = () => ({
    taskId,
    consultTaskId: brand<never>(adviserOf(row, agentId)?.taskId ?? ""),
  });
  const direct: Partial<Record<Act, () => Asked>> = {
    hold: () => submit("task.hold", { taskId, seconds: null }),
    resume: () => submit("task.resume", { taskId }),
    consultTransfer: () => submit("consult.transfer", consult()),
    consultConference: () => submit("consult.conference", consult()),
    leave: () => submit("task.leave", { taskId }),
    cancelRequest: () => {
      const leg = waitingLeg(own, agentId);
      return leg === undefined ? undefined : submit("task.cancelRequest", { taskId: leg.id });
    },
    claim: () =>
      submit("task.claim", { taskId: waitingRequest(own)?.id ?? brand<never>(row.taskId ?? "") }),
    engage: () => submit("interaction.engage", fresh()),
    join: () => submit("list.join", fresh()),
    closeEntry: () => submit("list.close", { interactionId }),
    reopen: () => submit("interaction.reopen", fresh()),
    requeue: () => submit("task.requeue", { taskId }),
    closeCase: () => submit("intervention.close", { interactionId }),
    monitor: () => submit("monitor.start", fresh()),
    whisper: () => submit("monitor.whisper", { taskId }),
    bargeIn: () => submit("monitor.bargeIn", { taskId }),
    forceComplete: () => submit("interaction.forceComplete", { interactionId }),
  };
  const send = (act: Act, { to, targetId, note, attended, bypass, insist }: Chosen) => {
    const how = insist ? { insist } : {};
    if (act === "transfer")
      return submit("task.transfer", { taskId, to, targetId, note, attended, ...how });
    if (act === "assign")
      return submit("intervention.assign", { interactionId, agentId: brand(targetId), bypass });
    if (act === "move")
      return submit("task.move", {
        taskId: brand<never>(row.taskId ?? ""),
        queueId: brand(targetId),
        ...how,
      });
    if (to === "EXTERNAL") return undefined;
    if (act === "conference")
      return submit("task.conference", { taskId, to, targetId, note, ...how });
    if (act === "consult") return submit("task.consult", { taskId, to, targetId, note, ...how });
    return undefined;
  };
  return {
    possible,
    media,
    run: (act) => direct[act]?.(),
    send,
    deferUntil: (until) => submit("task.defer", { taskId, until }),
    holdFor: (seconds) => submit("task.hold", { taskId, seconds }),
    addMedia: (mrdId) =>
      submit("task.addMedia", { taskId, mediaId: brand(newId()), mrdId: brand(mrdId) }),
    endMedia: (mediaId) => submit("task.endMedia", { taskId, mediaId: brand(mediaId) }),
    setType: (communicationType) =>
      submit("interaction.setType", {
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
