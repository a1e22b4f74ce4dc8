import { cloneInteraction } from "../domain/clone.ts";
import { brand, type AgentId } from "../domain/id.ts";
import { type ActiveInteraction, editInteraction, withMessage } from "../domain/interaction.ts";
import {
  type OpenedIntervention,
  countComment,
  countReply,
  openIntervention,
} from "../domain/intervention.ts";
import { type Message, compose } from "../domain/message.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { BodyOf, Command } from "../protocol/commands.ts";
import { interactionToRow } from "../protocol/rows/interaction-row.ts";
import {
  interventionFromRow,
  interventionToRow,
  messageToRow,
} from "../protocol/rows/other-rows.ts";
import type { Identity } from "./desk.ts";
import { foldFolder, foldFolderEnd } from "./preview-folders.ts";
import type { Entry } from "./outbox.ts";
import { foldResolve, foldSkip, foldWrapUp } from "./preview-closing.ts";
import { type Act, type Overlay, World } from "./preview-world.ts";
import type { Replica } from "./replica.ts";

/**
 * What the waiting commands make of the replica's rows, by the domain's own functions, laid over it and never written
 * into it. Where the domain refuses, or the thing exists already, nothing is laid: the node's word stands.
 */
export function preview(
  replica: Replica,
  entries: readonly Entry[],
  { nodeId, me }: Identity,
): Overlay {
  const world = new World(replica);
  const agentId = me.agentId ?? brand<AgentId>(me.id);
  for (const { command, at, end } of entries) {
    if (end?.end === "REFUSED") continue;
    const act = { commandId: command.id, agentId, agentName: me.name, nodeId, at };
    try {
      fold(world, command, act);
    } catch {
      // A row that contradicts itself is for the next reconcile to put right; the other commands are still shown.
    }
  }
  return world.overlay;
}

/** Acts that only the node can confirm are never folded. */
// oxlint-disable-next-line eslint/complexity -- as long as the union
function fold(world: World, command: Command, act: Act): void {
  switch (command.type) {
    case "note.add":
      return foldNote(world, command.body, act);
    case "message.post":
      return foldMessage(world, command.body, act);
    case "interaction.edit":
      return foldEdit(world, command.body, act);
    case "interaction.clone":
      return foldClone(world, command.body, act);
    case "task.resolve":
      return foldResolve(world, command.body, act);
    case "wrapup.submit":
      return foldWrapUp(world, command.body, act);
    case "wrapup.skip":
      return foldSkip(world, command.body, act);
    case "folder.save":
      return foldFolder(world, command.body, act);
    case "folder.delete":
      return foldFolderEnd(world, command.body.folderId, act);
    case "agent.away":
    case "agent.logout":
    case "agent.setMrd":
    case "agent.setState":
    case "customer.leave":
    case "message.receive":
    case "offer.accept":
    case "offer.decline":
    case "task.requeue":
    default:
  }
}

function foldNote(world: World, body: BodyOf<"note.add">, act: Act): void {
  if (!layMessage(world, { ...body, kind: "NOTE" }, act)) return;
  countOn(world, body.interactionId, act, countComment);
}

/** Shown as "will send": the conversation's last line stays what the customer has seen. */
function foldMessage(world: World, body: BodyOf<"message.post">, act: Act): void {
  const interaction = world.interaction(body.interactionId);
  if (interaction?.state !== "ACTIVE" || interaction.agentId !== act.agentId) return;
  layMessage(world, { ...body, kind: "AGENT" }, act);
}

type Written = Pick<Message, "interactionId" | "kind" | "body"> & {
  readonly messageId: Message["id"];
};

function layMessage(world: World, written: Written, act: Act): boolean {
  const interaction = world.interaction(written.interactionId);
  if (interaction === null || world.row("MESSAGE", written.messageId) !== null) return false;
  const { messageId: id, interactionId, kind, body } = written;
  const author = { authorId: act.agentId, authorName: act.agentName };
  const place = { id, interactionId, threadId: interaction.threadId };
  const message = compose({ ...place, ...author, kind, body, createdAt: act.at });
  if (isRefusal(message)) return false;
  world.lay("MESSAGE", messageToRow(message), act);
  return true;
}

function countOn(
  world: World,
  interactionId: string,
  act: Act,
  count: (intervention: OpenedIntervention) => OpenedIntervention,
): void {
  const id = world.row("INTERACTION", interactionId)?.interventionId ?? null;
  const row = id === null ? null : world.row("INTERVENTION", id);
  const intervention = row === null ? null : interventionFromRow(row);
  if (intervention?.state === "OPENED")
    world.lay("INTERVENTION", interventionToRow(count(intervention)), act);
}

function foldEdit(world: World, body: BodyOf<"interaction.edit">, act: Act): void {
  const interaction = world.interaction(body.interactionId);
  const edited = interaction === null ? null : editInteraction(interaction, body.fields);
  if (edited === null || isRefusal(edited)) return;
  world.layInteraction(edited, act);
}

/** T10, the one command that makes a conversation; its number is the node's to give. */
function foldClone(world: World, body: BodyOf<"interaction.clone">, act: Act): void {
  const source = world.interaction(body.sourceInteractionId);
  const queue = source === null ? null : world.queue(source.queueId);
  if (source === null || queue === null || queue.archived) return;
  if (world.row("INTERACTION", body.interactionId) !== null) return;
  const { interactionId, taskId, interventionId, subject } = body;
  const ids = { interactionId, taskId, interventionId, threadId: source.threadId, subject };
  const place = {
    queueId: queue.id,
    mrdId: queue.mrdId,
    homeNode: act.nodeId,
    epoch: 0,
    displayNumber: 0,
  };
  const cloned = cloneInteraction(source, { ...ids, ...place, agentId: act.agentId }, act.at);
  if (isRefusal(cloned)) return;
  world.lay("INTERACTION", interactionToRow(cloned.original), act);
  world.lay("INTERACTION", interactionToRow(cloned.interaction), act);
  const interaction = foldOpening(
    world,
    { interaction: cloned.interaction, message: body.message },
    act,
  );
  world.lay("INTERACTION", interactionToRow(interaction), act);
  world.layTask(cloned.task, interaction, act);
}

interface Opening {
  readonly interaction: ActiveInteraction;
  readonly message: BodyOf<"interaction.clone">["message"];
}

function foldOpening(world: World, { interaction, message }: Opening, act: Act): ActiveInteraction {
  const { id: interactionId, threadId, interventionId } = interaction;
  if (interventionId === null) return interaction;
  const parts = { id: interventionId, interactionId, threadId, agentId: act.agentId };
  const intervention = openIntervention(parts, act.at);
  const said =
    message !== null && layMessage(world, { ...message, interactionId, kind: "AGENT" }, act);
  const counted = said ? countReply(intervention, act.at) : intervention;
  world.lay("INTERVENTION", interventionToRow(counted), act);
  const row = message === null ? null : world.row("MESSAGE", message.messageId);
  return row === null ? interaction : withMessage(interaction, row);
}
