/** `npm run bench [name]`: each prints ratios against a floor or an oracle measured in the same run. */
const benches: Record<string, (...given: readonly string[]) => Promise<void>> = {
  deadlines: async () => (await import("./deadlines.ts")).benchDeadlines(),
  match: async () => (await import("./match.ts")).benchMatch(),
  life: async () => (await import("./life.ts")).benchLife(),
  ready: async () => (await import("./ready.ts")).benchReady(),
  offer: async () => (await import("./offer.ts")).benchOffer(),
  replica: async (rows) => (await import("./replica.ts")).benchReplica(rows),
  store: async () => (await import("./store.ts")).benchStore(),
};

const [name, ...given] = process.argv.slice(2);
const chosen = name === undefined ? Object.keys(benches) : [name];
for (const each of chosen) {
  const bench = benches[each];
  if (bench === undefined) {
    console.error(`There is no benchmark "${each}". There are: ${Object.keys(benches).join(", ")}`);
    process.exit(2);
  }
  console.log(`\n# ${each}`);
  await bench(...given);
}
