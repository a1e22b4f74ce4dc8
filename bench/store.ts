/**
 * What it costs to keep whole rows under their rules, in two threads, against a floor measured in the same run: the
 * same texts as bare rows of one table, one insert each, committed with the same synchronous=FULL in this thread.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openStore } from "../src/node/store/open-store.ts";
import type { Commit } from "../src/node/store/store.ts";
import { Ledger, answered, joined } from "../test/node/store/ledger.ts";
import {
  beginning,
  contact,
  interactionWrite,
  interventionWrite,
  messageWrite,
  offered,
  taken,
  taskWrite,
} from "../test/node/store/work.ts";
import { printTable } from "./figures.ts";

/** Arrival, offer, acceptance and answer of so many contacts: four decisions each, two of them commands. */
function decisions(contacts: number): Commit[] {
  const ledger = new Ledger();
  const commands = (nth: number, what: string) => answered(`${what}-${nth}`);
  return Array.from({ length: contacts }, (_, nth) => {
    const one = contact({ name: String(nth), displayNumber: nth + 1 });
    const again = interactionWrite(one.interaction);
    return [
      ledger.commit(beginning(one), commands(nth, "receive")),
      ledger.commit([taskWrite(offered(one.task), one.interaction), again]),
      ledger.commit(
        [taskWrite(taken(one.task), one.interaction), again, interventionWrite(one.intervention)],
        commands(nth, "accept"),
      ),
      ledger.commit([messageWrite(one.say("AGENT", 2)), again], commands(nth, "post")),
    ];
  }).flat();
}

function grouped(all: readonly Commit[], size: number): Commit[] {
  const groups: Commit[] = [];
  for (let at = 0; at < all.length; at += size) groups.push(joined(...all.slice(at, at + size)));
  return groups;
}

/** The fewest promises that still survive a power cut: a text per row, nothing looked up, nothing checked. */
function floorWriter(file: string): { write: (commit: Commit) => void; close: () => void } {
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE log (body TEXT)");
  const insert = db.prepare("INSERT INTO log (body) VALUES (?)");
  const write = ({ entries, writes }: Commit): void => {
    db.exec("BEGIN IMMEDIATE");
    for (const entry of entries) insert.run(JSON.stringify(entry));
    for (const { json } of writes) insert.run(json);
    db.exec("COMMIT");
  };
  return { write, close: () => db.close() };
}

/** Turn by turn, so that whatever else the machine does slows both alike. */
async function measured(directory: string, size: number): Promise<void> {
  const all = decisions(size === 1 ? 400 : 2000);
  const floor = floorWriter(join(directory, `floor-${size}.db`));
  const store = await openStore({ file: join(directory, `store-${size}.db`) });
  const [below, ours]: [number[], number[]] = [[], []];
  for (const commit of grouped(all, size)) {
    const from = performance.now();
    floor.write(commit);
    const between = performance.now();
    await store.append(commit);
    below.push(between - from);
    ours.push(performance.now() - between);
  }
  floor.close();
  printTable(
    [
      { what: `floor, ${size} decisions a commit`, samples: below },
      { what: `store, ${size} decisions a commit`, samples: ours },
    ],
    below,
  );
  const from = performance.now();
  const { rows } = await store.live(0);
  const took = performance.now() - from;
  await store.close();
  const total = ours.reduce((sum, each) => sum + each, 0);
  const perSecond = Math.round((all.length / total) * 1000);
  const resident = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `${perSecond} decisions/s; ${rows.length} live rows read in ${took.toFixed(0)} ms; ${resident} MiB resident\n`,
  );
}

export async function benchStore(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "switchyard-bench-"));
  try {
    for (const size of [1, 10, 100]) await measured(directory, size);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
