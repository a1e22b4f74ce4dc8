/**
 * A hundred thousand deadlines in the engine's own keeper, on the machine's clock: how late each is met, that none
 * is met early, how many timers stand at once and how many commits they would share. Beside it, in the same run, a
 * setTimeout for each.
 */
import { brand } from "../src/domain/id.ts";
import { Alarms } from "../src/node/engine/alarms.ts";
import { Keeper } from "../src/node/engine/keeper.ts";
import { Presence } from "../src/node/engine/presence.ts";
import { EngineClock, type TimeSource } from "../src/node/engine/time.ts";
import { World } from "../src/node/engine/world.ts";
import { systemTime } from "../src/node/time-source.ts";
import { percentile } from "./figures.ts";

const COUNT = 100_000;
/** The first deadline comes when all of them have been set. */
const FIRST_MS = 1500;
const SPREAD_MS = 4000;

interface Met {
  /** Milliseconds from each deadline to when it was met; negative is early. */
  readonly late: number[];
  readonly cpuMs: number;
  readonly setMs: number;
}

export async function benchDeadlines(): Promise<void> {
  console.log(
    ["what".padEnd(34), "early", "p50 ms", "p99 ms", "max ms", "CPU ms", "set ms"].join("\t"),
  );
  for (const [what, spread] of [
    ["spread over 4 s", SPREAD_MS],
    ["all at one instant", 1],
  ] as const) {
    print(`setTimeout each, ${what}`, await timeouts(spread));
    const kept = await keeping(spread);
    print(`keeper, ${what}`, kept);
    const { timers, ticks } = kept;
    console.log(
      `  at most ${timers} timer at once; ${ticks} ticks met a deadline, ` +
        `${(COUNT / ticks).toFixed(1)} deadlines in each one's single commit`,
    );
  }
}

function print(what: string, { late, cpuMs, setMs }: Met): void {
  const early = late.filter((each) => each < 0).length;
  const figures = [
    percentile(late, 0.5),
    percentile(late, 0.99),
    late.reduce((a, b) => Math.max(a, b), 0),
  ];
  const cells = [...figures.map((each) => each.toFixed(2)), cpuMs.toFixed(0), setMs.toFixed(0)];
  console.log([what.padEnd(34), early, ...cells].join("\t"));
}

/** Evenly spread and in no order, as offers are. */
function offsets(spread: number): number[] {
  return Array.from(
    { length: COUNT },
    (_, nth) => FIRST_MS + ((nth * 7919) % COUNT) * (spread / COUNT),
  );
}

async function timeouts(spread: number): Promise<Met> {
  const late: number[] = [];
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const offset of offsets(spread)) {
    const at = Math.ceil(begun + offset);
    setTimeout(() => {
      late.push(performance.now() - at);
      if (late.length === COUNT) resolve();
    }, at - performance.now());
  }
  const setMs = performance.now() - begun;
  await promise;
  return { late, cpuMs: since(cpu), setMs };
}

async function keeping(spread: number): Promise<Met & { timers: number; ticks: number }> {
  const late: number[] = [];
  const due = new Map<string, number>();
  const time = countingTime();
  const clock = new EngineClock(time, 0);
  const alarms = new Alarms();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  // The clock floors; what has really passed since is measured against the same anchor.
  const anchor = systemTime.wall() - systemTime.monotonic();
  for (const [nth, offset] of offsets(spread).entries()) {
    const at = Math.ceil(clock.now() + offset - (performance.now() - begun));
    due.set(`t${nth}`, at);
    alarms.set(`TASK:t${nth}`, at);
  }
  const setMs = performance.now() - begun;
  const { promise, resolve } = Promise.withResolvers<void>();
  let [ticks, met] = [0, 0];
  const keeper = new Keeper({
    time,
    clock,
    alarms,
    presence: new Presence(clock.now()),
    world: () => emptyWorld,
    workspaceId: brand("none"),
    log: (line) => console.error(line),
    standing: () => undefined,
    held: () => false,
    decide: () => Promise.resolve(true),
    setAlarm: () => undefined,
    woken: (id) => void late.push(systemTime.monotonic() + anchor - (due.get(id) ?? 0)),
    turn: () => {
      // The engine commits once for all that was decided in a turn.
      if (late.length > met) ticks += 1;
      met = late.length;
      if (met === COUNT) resolve();
    },
  });
  keeper.start();
  await promise;
  keeper.stop();
  return { late, cpuMs: since(cpu), setMs, timers: time.most(), ticks };
}

const emptyWorld = new World();

/** The machine's time, with a count of the timers that stand at once. */
function countingTime(): TimeSource & { most(): number } {
  let [standing, most] = [0, 0];
  return {
    ...systemTime,
    wakeIn: (ms, wake) => {
      standing += 1;
      most = Math.max(most, standing);
      const cancel = systemTime.wakeIn(ms, () => {
        standing -= 1;
        wake();
      });
      return () => {
        standing -= 1;
        cancel();
      };
    },
    most: () => most,
  };
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
