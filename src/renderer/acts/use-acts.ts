import { brand } from "../../domain/id.ts";
import type { CommunicationType } from "../../domain/interaction.ts";
import { type Submitting, useMe, useSubmit } from "../app/desk-context.tsx";
import { newId } from "../app/page-ids.ts";
import type { Conversation } from "../conversation/use-conversation.ts";
import { type Act, actsFor, waitingLeg } from "./acts.ts";

/** Where somebody or something is sent, chosen in a dialog. */
export interface Chosen {
  readonly to: "QUEUE" | "AGENT";
  readonly targetId: string;
  readonly note: string;
}

export interface Acting extends Pick<Submitting, "isPending" | "refusal" | "clear"> {
  readonly possible: readonly Act[];
  readonly run: (act: Act) => void;
  readonly send: (act: Act, chosen: Chosen) => void;
  readonly deferUntil: (until: number) => void;
  readonly setType: (type: CommunicationType) => void;
}

/** What can be done with the conversation on the screen, and how each of it is asked of the node. */
export function useActs({ row, hold, tasks }: Conversation): Acting {
  const me = useMe();
  const { submit, isPending, refusal, clear } = useSubmit();
  const agentId = me.agentId ?? me.id;
  const own = tasks.filter((task) => task.interactionId === row.id);
  const supervises = me.roles.includes("supervisor");
  const possible = actsFor({ row, hold, tasks: own, agentId, supervises });
  const interactionId = row.id;
  const taskId = brand<never>(hold.task?.id ?? row.taskId ?? "");
  const fresh = () => ({ interactionId, taskId: brand<never>(newId()) });
  const consult = () => {
    const adviser = row.participants.find((each) => each.role === "ASSISTANT");
    return { taskId, consultTaskId: brand<never>(adviser?.taskId ?? "") };
  };
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
    monitor: () => submit("monitor.start", fresh()),
    whisper: () => submit("monitor.whisper", { taskId }),
    bargeIn: () => submit("monitor.bargeIn", { taskId }),
    forceComplete: () => submit("interaction.forceComplete", { interactionId }),
  };
  const send = (act: Act, { to, targetId, note }: Chosen) => {
    const target = { taskId, to, targetId, note };
    if (act === "transfer") submit("task.transfer", { ...target, attended: false });
    if (act === "conference") submit("task.conference", target);
    if (act === "consult") submit("task.consult", target);
    if (act === "move")
      submit("task.move", { taskId: brand<never>(row.taskId ?? ""), queueId: brand(targetId) });
    if (act === "assign")
      submit("intervention.assign", { interactionId, agentId: brand(targetId), bypass: false });
  };
  const deferUntil = (until: number) => void submit("task.defer", { taskId, until });
  const setType = (communicationType: CommunicationType) =>
    void submit("interaction.setType", {
      interactionId,
      communicationType,
      subCommunicationType: communicationType,
    });
  const asking = { send, deferUntil, setType };
  return { possible, run: (act) => direct[act]?.(), ...asking, isPending, refusal, clear };
}
