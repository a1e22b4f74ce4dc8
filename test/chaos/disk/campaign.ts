/** `npm run disk`: every n-th step of the store's disk fails; then the real node's disk is full, and has room again. */
import { fullDisk } from "./full.ts";
import { everyStep } from "./steps.ts";

const [rounds = 40, seed = 1] = process.argv.slice(2).map(Number);
const say = (what: object) => process.stdout.write(`${JSON.stringify(what, null, 2)}\n`);

const steps = await everyStep(1);
say(steps);
const full = await fullDisk(rounds, seed);
say({ seed, ...full });
if (steps.problems.length + full.problems.length > 0) process.exitCode = 1;
