import { glanceAt } from "../domain/glance.ts";
import { resolve } from "../domain/closing.ts";
import {
  type ActiveInteraction,
  type Interaction,
  completeInteraction,
} from "../domain/interaction.ts";
import { closeIntervention } from "../domain/intervention.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { ClosedTask, Task, WrapUpTask } from "../domain/task.ts";
import { skipWrapUp, submitWrapUp } from "../domain/wrap-up.ts";
import type { BodyOf } from "../protocol/commands.ts";
import { interventionFromRow, interventionToRow } from "../protocol/rows/other-rows.ts";
import type { Act, World } from "./preview-world.ts";

/** T21 */
export function foldResolve(world: World, { taskId }: BodyOf<"task.resolve">, act: Act): void {
  const found = atWork(world, taskId);
  const rule = found === null ? null : world.wrapUpRule(found.queue);
  if (found === null || rule === null) return;
  const { task, interaction, queue } = found;
  const left = resolve(task, act.agentId, rule, act.at);
  if (isRefusal(left)) return;
  const unsaid = queue.dispositionRequired && interaction.dispositions.length === 0;
  if (left.state === "CLOSED" && unsaid) return;
  layLeft(world, { task: left, interaction, resolved: true }, act);
}

/** T25 */
export function foldWrapUp(world: World, body: BodyOf<"wrapup.submit">, act: Act): void {
  const found = atWork(world, body.taskId);
  if (found === null) return;
  const { task, interaction, queue } = found;
  const { dispositions, note } = body;
  const submission = {
    agentId: act.agentId,
    form: { dispositions, note },
    known: queue.dispositions,
    required: queue.dispositionRequired,
  };
  const closed = submitWrapUp(task, submission, act.at);
  if (isRefusal(closed)) return;
  const dispositionNote = note === "" ? interaction.dispositionNote : note;
  const told = { ...interaction, dispositions, dispositionNote };
  layLeft(world, { task: closed, interaction: told, resolved: endsResolved(task) }, act);
}

/** T26 */
export function foldSkip(world: World, { taskId }: BodyOf<"wrapup.skip">, act: Act): void {
  const found = atWork(world, taskId);
  if (found === null) return;
  const { task, interaction, queue } = found;
  const closed = skipWrapUp(
    task,
    { agentId: act.agentId, required: queue.dispositionRequired },
    act.at,
  );
  if (isRefusal(closed)) return;
  layLeft(world, { task: closed, interaction, resolved: endsResolved(task) }, act);
}

function atWork(world: World, taskId: string) {
  const task = world.task(taskId);
  const interaction = task === null ? null : world.interaction(task.interactionId);
  const queue = task === null ? null : world.queue(task.queueId);
  if (task === null || interaction === null || queue === null) return null;
  return { task, interaction, queue };
}

function endsResolved(task: Task): boolean {
  return task.state === "WRAP_UP" && task.resolved;
}

interface Left {
  readonly task: WrapUpTask | ClosedTask;
  readonly interaction: Interaction;
  readonly resolved: boolean;
}

/** The task as it was left, and what that makes of its interaction. */
function layLeft(world: World, { task, interaction, resolved }: Left, act: Act): void {
  const after =
    interaction.state === "ACTIVE"
      ? afterwards(world, { task, interaction, resolved }, act)
      : interaction;
  world.layInteraction(after, act);
  world.layTask(task, after, act);
}

function afterwards(
  world: World,
  left: Left & { interaction: ActiveInteraction },
  act: Act,
): Interaction {
  const { task, interaction, resolved } = left;
  const other = interaction.taskId === task.id ? null : world.task(interaction.taskId ?? "");
  const open = [task, ...(other === null ? [] : [other])].filter((each) => each.state !== "CLOSED");
  if (resolved && open.length === 0) return completed(world, interaction, act);
  return { ...interaction, ...glanceAt(interaction, open, () => interaction.slaDueAt) };
}

function completed(world: World, interaction: ActiveInteraction, act: Act): Interaction {
  const row =
    interaction.interventionId === null
      ? null
      : world.row("INTERVENTION", interaction.interventionId);
  const intervention = row === null ? null : interventionFromRow(row);
  if (intervention?.state === "OPENED") {
    world.lay(
      "INTERVENTION",
      interventionToRow(closeIntervention(intervention, act.agentId, act.at)),
      act,
    );
  }
  const interventionState = interaction.interventionId === null ? null : "CLOSED";
  const completion = { by: act.agentId, byName: act.agentName, at: act.at };
  return completeInteraction(
    { ...interaction, interventionState },
    { ...completion, resolution: "RESOLVED" },
  );
}
