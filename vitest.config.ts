import { defineConfig } from "vitest/config";

/** The stages of `npm test`; scripts/lib/stages.mjs runs all projects whose names begin with the stage's key. */
const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
});

/** Their files can share one process: nothing in them outlives its test. */
const shared = [
  "domain",
  "protocol",
  "client",
  "main",
  "renderer",
  "demo",
  "node/engine",
  "node/access",
  "node/feed",
  "node/gateway",
];
const apart = ["node/store", "sync"];
const folders = (names: readonly string[]) =>
  names.map((name) => `test/${name}/**/*.test.{ts,tsx}`);

/** Of the chaos, what is done to lines and to those at their ends; the rest is done to disks. */
const lines = ["away", "crowd", "fuzz", "line", "replica"].map(
  (name) => `test/chaos/${name}.test.ts`,
);

/** Of the stories in a browser, those in which a node, a browser or a disk goes away. */
const away = [
  "full-disk",
  "kill-browser",
  "missed-and-lost",
  "offline",
  "one-profile",
  "two-builds",
  "two-nodes",
].map((name) => `test/e2e/${name}.test.ts`);

/** One file at a time: they measure, kill processes or drive a browser, and two cores are all we have. */
const alone = { fileParallelism: false, maxWorkers: 1 };

export default defineConfig({
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    passWithNoTests: false,
    restoreMocks: true,
    projects: [
      // Each file on its own would spend most of its time importing.
      project("unit-shared", folders(shared), { isolate: false }),
      project("unit", [
        ...folders(apart),
        "test/repo/**/*.test.ts",
        "test/circles.test.ts",
        "test/layers.test.ts",
        "test/path.test.ts",
      ]),
      project("simulation", ["test/simulation/**/*.test.ts"], {
        testTimeout: 60_000,
        ...alone,
      }),
      project("planted", ["test/planted/**/*.test.ts"], { testTimeout: 60_000 }),
      project("planted-properties", ["test/properties/**/*.test.ts"], { testTimeout: 45_000 }),
      // Whole nodes, started the way their users start them.
      project("nodes", [...folders(["cli", "scenarios"]), "test/node/*.test.ts"], {
        testTimeout: 20_000,
      }),
      project("kills", ["test/kills/**/*.test.ts"], {
        testTimeout: 45_000,
        hookTimeout: 30_000,
        ...alone,
      }),
      project("lines", lines, { testTimeout: 45_000, hookTimeout: 30_000, ...alone }),
      project("disks", ["test/chaos/**/*.test.ts"], {
        exclude: lines,
        testTimeout: 45_000,
        hookTimeout: 30_000,
        ...alone,
      }),
      project("e2e", ["test/e2e/**/*.test.{ts,tsx}"], {
        exclude: away,
        testTimeout: 120_000,
        hookTimeout: 60_000,
        ...alone,
      }),
      project("away", away, { testTimeout: 120_000, hookTimeout: 60_000, ...alone }),
    ],
  },
});
