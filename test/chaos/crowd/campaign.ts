/** `npm run stress`: a thousand desks that come back at once, a tenth of which then stop reading; reports beside heartbeats. */
import { crowd } from "./crowd.ts";
import { reportsBesideHeartbeat } from "./reports.ts";

const [desks = 1000, tasks = 300_000] = process.argv.slice(2).map(Number);
const say = (what: object): void => {
  const round = (_key: string, value: unknown): unknown =>
    typeof value === "number" ? Math.round(value * 10) / 10 : value;
  process.stdout.write(`${JSON.stringify(what, round, 2)}\n`);
};

const result = await crowd({ desks, slow: desks / 10, messages: 500 });
say(result);
say(await reportsBesideHeartbeat(tasks, 20));
const isWell =
  result.problems.length === 0 &&
  result.slowTold === result.slow &&
  result.ended === result.nonsense;
if (!isWell) process.exitCode = 1;
