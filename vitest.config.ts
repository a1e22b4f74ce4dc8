import { defineConfig } from "vitest/config";

/** One project per stage of `npm test`; scripts/lib/stages.mjs runs them by these names. */
const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
});

const rooms = ["domain", "protocol", "node", "sync", "client", "main", "renderer", "demo", "cli"];

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
      project("unit", [
        ...rooms.map((room) => `test/${room}/**/*.test.{ts,tsx}`),
        "test/repo/**/*.test.ts",
        "test/layers.test.ts",
        "test/path.test.ts",
      ]),
      project("simulation", ["test/simulation/**/*.test.ts"], {
        testTimeout: 60_000,
        ...alone,
      }),
      project("planted", ["test/planted/**/*.test.ts"], { testTimeout: 60_000 }),
      project("properties", ["test/properties/**/*.test.ts"], { testTimeout: 45_000 }),
      project("kills", ["test/kills/**/*.test.ts"], {
        testTimeout: 45_000,
        hookTimeout: 30_000,
        ...alone,
      }),
      project("chaos", ["test/chaos/**/*.test.ts"], {
        testTimeout: 45_000,
        hookTimeout: 30_000,
        ...alone,
      }),
      project("e2e", ["test/e2e/**/*.test.{ts,tsx}"], {
        testTimeout: 120_000,
        hookTimeout: 60_000,
        ...alone,
      }),
    ],
  },
});
