import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Actor } from "../../../src/node/access/actor.ts";
import { examine } from "../../../src/node/store/examine.ts";
import type { Command, Outcome } from "../../../src/protocol/commands.ts";
import { type Centre, type Visitor, openCentre } from "../../node/engine/centre.ts";
import { settle } from "../../node/engine/fake-time.ts";
import { type Failure, FailingDisk } from "./failing-disk.ts";

export interface Trial {
  /** Steps of the disk that the work took. */
  readonly steps: number;
  readonly problems: readonly string[];
}

interface Answered {
  readonly actor: Actor;
  readonly command: Command;
  readonly outcome: Outcome;
}

const MOST_TRIES = 60;

/** A whole contact over a disk that fails where it is told to; whoever gets no answer sends the same again. */
export async function triedWith(failure: Failure | null): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-steps-"));
  const file = join(folder, "switchyard.db");
  try {
    const disk = new FailingDisk(file);
    const centre = await openCentre({ store: disk.store });
    disk.arm(failure);
    const { answers, visitor } = await contact(centre);
    const { steps } = disk;
    const problems = await problemsOf(centre, answers, visitor);
    await centre.engine.stop();
    await disk.store.close();
    return { steps, problems: [...problems, ...problemsOnDisk(file)] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function contact(centre: Centre): Promise<{ answers: Answered[]; visitor: Visitor }> {
  const answers: Answered[] = [];
  const asked = async (actor: Actor, command: Command): Promise<void> => {
    const outcome = await tried(centre, async () => {
      const end = await centre.engine.submit(actor, command);
      return end.end === "UNKNOWN" ? null : end;
    });
    answers.push({ actor, command, outcome });
  };
  const visitor = await tried(centre, () => centre.visitor());
  await tried(centre, () => centre.hello("ana").then(() => true));
  const ana = centre.actor("ana");
  await asked(ana, centre.command("agent.setState", { state: "READY", reason: null }));
  await asked(visitor.actor, centre.writing(visitor, "Hello", "the-message"));
  const { taskId, offerId } = await tried(centre, () => {
    const [task] = centre.tasks();
    if (task === undefined) throw new Error("nobody asks for anything");
    return Promise.resolve(centre.offer(task.interactionId));
  });
  await asked(ana, centre.command("offer.accept", { taskId, offerId }));
  await asked(ana, centre.command("task.resolve", { taskId }));
  await asked(ana, centre.command("wrapup.skip", { taskId }));
  return { answers, visitor };
}

/** Again each second, until there is an answer. */
async function tried<T>(centre: Centre, work: () => Promise<T | null>): Promise<T> {
  for (let times = 0; times < MOST_TRIES; times += 1) {
    const found = await settled(work());
    if (found !== null) return found;
    await centre.pass(1000);
  }
  throw new Error(`no answer in ${MOST_TRIES} tries`);
}

async function settled<T>(work: Promise<T>): Promise<T | null> {
  // What was decided waits for the end of the turn, and that for its commit.
  const done = await work.catch(() => null);
  await settle();
  return done;
}

async function problemsOf(
  centre: Centre,
  answers: readonly Answered[],
  visitor: Visitor,
): Promise<string[]> {
  const problems: string[] = [];
  for (const { actor, command, outcome } of answers) {
    const again = await centre.engine.submit(actor, command);
    if (JSON.stringify(again) !== JSON.stringify(outcome))
      problems.push(
        `${command.type} was ${JSON.stringify(outcome)}, is now ${JSON.stringify(again)}`,
      );
    if (outcome.end !== "APPLIED") problems.push(`${command.type}: ${JSON.stringify(outcome)}`);
  }
  // Beside them stands what the customer was told: who joined, and that it ended.
  const lines = await centre.store.reader.thread(visitor.threadId, true);
  const said = lines.filter(({ row }) => row.kind === "CUSTOMER");
  if (said.length !== 1) problems.push(`the customer's words are there ${said.length} times`);
  const events = await centre.store.reader.events(0, 100_000);
  const hole = events.findIndex(({ seq }, place) => seq !== place + 1);
  if (hole !== -1) problems.push(`a hole in the feed after ${hole}`);
  if (events.length !== centre.engine.head) problems.push("the feed ends before its head");
  return problems;
}

function problemsOnDisk(file: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const found = examine(db).filter(({ level }) => level === "PROBLEM");
    return found.map(({ code, what }) => `${code}: ${what}`);
  } finally {
    db.close();
  }
}

/** Every n-th step fails, once or for a while, before or after it is done. Answers what was not as promised. */
export async function everyStep(stride: number): Promise<{ trials: number; problems: string[] }> {
  const { steps } = await triedWith(null);
  const all = Array.from({ length: steps }, (_, nth) => nth + 1).flatMap((step) =>
    [1, 6].flatMap((times) => [false, true].map((isDone): Failure => ({ step, times, isDone }))),
  );
  // A stride takes its steps from all four kinds in turn.
  const chosen = all.filter((_, nth) => nth % stride === 0);
  const problems: string[] = [];
  for (const failure of chosen) {
    const found = (await triedWith(failure)).problems;
    const { step, times } = failure;
    problems.push(...found.map((each) => `step ${step}, ${times} times: ${each}`));
  }
  return { trials: chosen.length, problems };
}
