import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { describe, expect, test } from "vitest";
import { committedFiles, inRepository } from "./repository.ts";

/** Folders that exist on one machine only. Written so that this file does not match itself. */
const machinePath = new RegExp(
  String.raw`(?<![\w.$}/-])/(?:home|Users|root|work)/[\w.]|\b[A-Z]:\\Users\\`,
);

const registryAddress =
  /\/\/(?:[\w-]+\.)*(?:registry|npm|artifactory|nexus)(?:\.[\w-]+)+(?::\d+)?\//i;

/** The addresses this machine itself fetches from, whatever they are called. */
const ownRegistries = [process.env["npm_config_registry"], process.env["NPM_CONFIG_REGISTRY"]]
  .filter((address) => address !== undefined && URL.canParse(address))
  .map((address) => new URL(address ?? "").host);

function faultsIn(text: string): string[] {
  return [
    ...(machinePath.exec(text) ?? []),
    ...(registryAddress.exec(text) ?? []),
    ...ownRegistries.filter((host) => text.includes(host)),
    ...[homedir(), inRepository()].filter((path) => path.length > 6 && text.includes(path)),
  ];
}

const isBinary = (content: Buffer): boolean => content.subarray(0, 8000).includes(0);

const files = committedFiles();

describe("what is committed", () => {
  test("is seen by this check", () => {
    expect(files.length).toBeGreaterThan(30);
    expect(files).toContain("package.json");
    expect(files.some((file) => file.startsWith("node_modules/"))).toBe(false);
  });

  test("names no folder of a machine and no registry", () => {
    const faults = files.flatMap((file) => {
      const content = readFileSync(inRepository(file));
      if (isBinary(content)) return [];
      return faultsIn(content.toString("utf8")).map((fault) => `${file}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  test.each([
    ["a home folder", ["", "home", "ana", "x"].join("/")],
    ["a work folder", `"${["", "work", "x"].join("/")}"`],
    ["a registry", ["https:", "", "registry.example.org", "x"].join("/")],
    ["a mirror", ["https:", "", "npm.example.org", "x"].join("/")],
  ])("would be caught naming %s", (_what, text) => {
    expect(faultsIn(text)).not.toEqual([]);
  });

  test.each([["src/work/list.ts"], ["../home/x"], ["https://example.org/home/x"]])(
    "may name %s",
    (text) => {
      expect(faultsIn(text)).toEqual([]);
    },
  );
});
