import { describe, expect, test } from "vitest";
import { readText } from "./repository.ts";

type Versions = Record<string, string>;
interface Manifest {
  dependencies: Versions;
  devDependencies: Versions;
  optionalDependencies: Versions;
  scripts: Record<string, string>;
}
interface Lock {
  packages: Record<string, Partial<Manifest> & { version?: string; resolved?: string }>;
}

const manifest = JSON.parse(readText("package.json")) as Manifest;
const lock = JSON.parse(readText("package-lock.json")) as Lock;
const kinds = ["dependencies", "devDependencies", "optionalDependencies"] as const;
const pins = kinds.flatMap((kind) => Object.entries(manifest[kind]));

describe("the packages", () => {
  test("are pinned to one version each", () => {
    expect(pins.length).toBeGreaterThan(30);
    expect(pins.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test.each(kinds)("in %s are the same in the lock file", (kind) => {
    expect(lock.packages[""]?.[kind]).toEqual(manifest[kind]);
  });

  // A registry that lacks one system's build leaves it out of the lock without a word, and then
  // `npm ci` refuses the whole file, on every system.
  test("are locked for every system they are built for", () => {
    const locked = Object.keys(lock.packages).map((path) => path.split("node_modules/").at(-1));
    const wanted = Object.values(lock.packages).flatMap(({ optionalDependencies }) =>
      Object.keys(optionalDependencies ?? {}),
    );
    expect(wanted.length).toBeGreaterThan(50);
    expect(wanted.filter((name) => !locked.includes(name))).toEqual([]);
  });

  test("are locked without saying where they were fetched", () => {
    const entries = Object.entries(lock.packages);
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test("bring no way around the rules on installing", () => {
    const npmrc = readText(".npmrc");
    expect(npmrc).toContain("save-exact=true");
    expect(npmrc).toContain("omit-lockfile-registry-resolved=true");
    expect(npmrc).not.toMatch(/engine-strict|registry=/);
  });
});
