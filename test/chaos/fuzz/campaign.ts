/** `npm run fuzz`: ten million frames and requests that nobody means, from strangers, visitors, connectors and agents. */
import { fuzz } from "./fuzz.ts";

const [frames = 10_000_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const result = await fuzz({
  seed,
  frames,
  quietMs: 20_000,
  lanes: 12,
  people: 800,
  say: (line) => process.stdout.write(`${line}\n`),
});
const round = (_key: string, value: unknown): unknown =>
  typeof value === "number" ? Math.round(value * 10) / 10 : value;
process.stdout.write(`${JSON.stringify({ seed, ...result }, round, 2)}\n`);
const isWell = result.isAlive && result.unanswered === 0 && result.faults.length === 0;
if (!isWell) process.exitCode = 1;
