import { existsSync } from "node:fs";
import type { KnipConfig } from "knip";

/** Where each program begins, and the rooms that only it gives a reason to be. */
const beginnings: Readonly<Record<string, readonly string[]>> = {
  "src/node/run.ts": ["domain", "protocol", "node"],
  "src/main/index.ts": ["main", "protocol"],
  "src/preload/index.ts": ["preload", "protocol"],
  "src/renderer/main.tsx": ["renderer", "sync", "client", "domain", "protocol"],
  "src/cli/switchyard.ts": ["cli", "demo", "client"],
};

/** While a program is not written yet, the files it will use are not unused. */
const missing = Object.keys(beginnings).filter((path) => !existsSync(path));
const waitingRooms = new Set(missing.flatMap((path) => beginnings[path] ?? []));

const config: KnipConfig = {
  entry: [
    "scripts/*.{mjs,ts}",
    "scripts/lib/reporter.mjs",
    "vite.{node,widget}.config.ts",
    "src/widget/*.{ts,tsx}",
    "src/renderer/gallery/main.tsx",
    "src/renderer/kept-pages/service-worker.ts",
    "bench/*.ts",
    "test/**/*.{ts,tsx}",
    ...Object.keys(beginnings),
    ...[...waitingRooms].map((room) => `src/${room}/**/*.{ts,tsx}`),
  ],
  project: ["src/**/*.{ts,tsx}", "bench/**/*.ts", "test/**/*.{ts,tsx}", "scripts/**/*.{mjs,ts}"],
  // A type that stands in an exported signature is worth a name outside its file.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Started by scripts/lib/tools.mjs by name; tsgolint is found by oxlint itself.
  // The fonts are named by style sheets.
  ignoreDependencies: [
    "electron-vite",
    "oxfmt",
    "oxlint",
    "oxlint-tsgolint",
    "@fontsource-variable/ibm-plex-sans",
    "@fontsource/ibm-plex-mono",
  ],
  // Part of every Linux, and asked for there alone.
  ignoreBinaries: ["prlimit"],
  exclude: missing.length > 0 ? ["dependencies"] : [],
};

export default config;
