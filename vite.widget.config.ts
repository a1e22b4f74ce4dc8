import { resolve } from "node:path";
import { defineConfig, type UserConfig } from "vite";

const root = resolve(import.meta.dirname, "src/widget");
const outDir = resolve(import.meta.dirname, "out/widget");

/** The chat page that stands in the frame, served under /widget, and a customer's site that embeds it, under /chat. */
const page: UserConfig = {
  root,
  base: "/widget/",
  build: {
    outDir,
    emptyOutDir: true,
    minify: true,
    // The policy forbids data: fonts.
    assetsInlineLimit: 0,
    rolldownOptions: { input: [resolve(root, "index.html"), resolve(root, "site/index.html")] },
  },
};

/**
 * The classic script a customer's site includes: one file under a name that never changes, since it
 * is written into pages we do not own. It must export nothing.
 */
const loader: UserConfig = {
  root,
  publicDir: false,
  build: {
    outDir,
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      input: resolve(root, "loader.ts"),
      output: { format: "iife", entryFileNames: "widget.js" },
    },
  },
};

export default defineConfig(({ mode }) => (mode === "loader" ? loader : page));
