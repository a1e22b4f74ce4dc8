import type { KnipConfig } from "knip";

/** Where each program begins. */
const beginnings = [
  "src/node/run.ts",
  "src/node/embedded.ts",
  "src/main/index.ts",
  "src/preload/index.ts",
  "src/renderer/main.tsx",
  "src/cli/switchyard.ts",
];

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
    ...beginnings,
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
};

export default config;
