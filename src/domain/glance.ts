import type {
  ActiveInteraction,
  Interaction,
  InteractionStatus,
  Participant,
  TaskGlance,
} from "./interaction.ts";
import { isListening } from "./participation.ts";
import type { OpenTask, Task } from "./task.ts";
import { type Instant, NEVER } from "./time.ts";

/** Precedence when several tasks run: connected, then wrap-up, then pending, then open (domain.md 7.4). */
const precedence = ["ACTIVE", "WRAP_UP", "RESERVED", "QUEUED"] as const;
const statusOf = {
  ACTIVE: "CONNECTED",
  WRAP_UP: "WRAP_UP",
  RESERVED: "PENDING",
  QUEUED: "OPEN",
} as const;

/** What the interaction's open tasks make of it; a wrap-up standing first hides no promise that still runs. */
export function glanceAt(
  interaction: Pick<ActiveInteraction, "clocks" | "listState" | "status">,
  tasks: readonly Task[],
  slaDueAt: (task: Task) => Instant,
): TaskGlance {
  const participants = participantsOf(tasks);
  const leading = leadingOf(tasks);
  if (leading === null) {
    return {
      taskId: null,
      status: statusWithout(interaction),
      agentId: null,
      slaDueAt: NEVER,
      participants,
    };
  }
  const status = statusOf[leading.state];
  const isHeld = status === "CONNECTED" && interaction.clocks.held !== null;
  return {
    taskId: leading.id,
    status: isHeld ? "HOLD" : status,
    agentId: leading.state === "QUEUED" ? null : leading.agentId,
    slaDueAt: Math.min(...tasks.map(slaDueAt)),
    participants,
  };
}

/** The task a list shows: of those who serve the customer, not of those who listen or were asked for advice. */
function leadingOf(tasks: readonly Task[]): OpenTask | null {
  for (const state of precedence) {
    const found = tasks.find((each) => each.state === state && !isAside(each));
    if (found !== undefined && found.state !== "CLOSED") return found;
  }
  return null;
}

function isAside(task: Task): boolean {
  if (task.state === "ACTIVE") return task.role !== "PRIMARY";
  return task.direction === "CONSULT" || task.direction === "SILENT_MONITOR";
}

/** With no open task: put off, not taken up yet, kept by a bot, or given up on. */
function statusWithout(
  interaction: Pick<ActiveInteraction, "clocks" | "listState" | "status">,
): TaskGlance["status"] {
  if (interaction.clocks.deferredUntil !== NEVER) return "DEFERRED";
  const waitsToBeTaken = interaction.listState === "UNREAD" || interaction.listState === "INACTIVE";
  if (waitsToBeTaken) return "OPEN";
  return interaction.status === "CREATING" || interaction.status === "BOT"
    ? interaction.status
    : "UNDELIVERED";
}

function participantsOf(tasks: readonly Task[]): readonly Participant[] {
  return (
    tasks
      // Who listens in is nobody's business but the listener's.
      .flatMap((task) => (task.state === "ACTIVE" && !isListening(task) ? [task] : []))
      .sort((left, right) => left.answeredAt - right.answeredAt || (left.id < right.id ? -1 : 1))
      .map((task) => ({ agentId: task.agentId, role: task.role, taskId: task.id }))
  );
}

/** Over for the customer: completed, or left to wrap-ups, of which they know nothing. */
export function isOverForCustomer({
  state,
  status,
}: {
  readonly state: Interaction["state"];
  readonly status?: InteractionStatus;
}): boolean {
  return state === "COMPLETED" || status === "WRAP_UP";
}
