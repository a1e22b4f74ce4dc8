import { createHash } from "node:crypto";
import { cpSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const built = new URL("../../out/", import.meta.url).pathname;
const SERVICE_WORKER = "service-worker.js";
const MARK = "data-build";

/** What was built, in a folder of its own: its pages are in `renderer`, marked as this build's. */
export function copyOfBuild(folder: string, name: string): string {
  const pages = join(folder, name, "renderer");
  cpSync(join(built, "renderer"), pages, { recursive: true });
  cpSync(join(built, "widget"), join(folder, name, "widget"), { recursive: true });
  const worker = readFileSync(join(pages, SERVICE_WORKER), "utf8");
  const page = readFileSync(join(pages, "index.html"), "utf8");
  const entry = /assets\/(index-[\w-]+)\.js/.exec(page)?.[1];
  const [, version, pageHash] = /"version":"(\w+)","pageHash":"(\w+)"/.exec(worker) ?? [];
  if (entry === undefined || version === undefined || pageHash === undefined)
    throw new Error("this is no build of ours");
  rename(pages, entry, `index-${name}`);
  const marked = readFileSync(join(pages, "index.html"), "utf8").replace(
    "<html",
    `<html ${MARK}="${name}"`,
  );
  writeFileSync(join(pages, "index.html"), marked);
  const hash = createHash("sha256").update(marked).digest("hex");
  const renamed = readFileSync(join(pages, SERVICE_WORKER), "utf8");
  writeFileSync(
    join(pages, SERVICE_WORKER),
    renamed.replace(version, hash.slice(0, 16)).replace(pageHash, hash),
  );
  return pages;
}

/** Which build a page is of. */
export const buildOf = (): string => document.documentElement.getAttribute("data-build") ?? "";

/** The entry has another name in every build, as its content would give it. */
function rename(pages: string, from: string, to: string): void {
  renameSync(join(pages, `assets/${from}.js`), join(pages, `assets/${to}.js`));
  const assets = readdirSync(join(pages, "assets")).map((file) => `assets/${file}`);
  for (const file of [...assets, "index.html", SERVICE_WORKER]) {
    if (!/\.(js|html)$/.test(file)) continue;
    const text = readFileSync(join(pages, file), "utf8");
    if (text.includes(from)) writeFileSync(join(pages, file), text.replaceAll(from, to));
  }
}
