import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const repository = join(import.meta.dirname, "../..");

export const inRepository = (...parts: string[]): string => join(repository, ...parts);

export const readText = (path: string): string => readFileSync(inRepository(path), "utf8");

const ignored = /^(node_modules|out|\.cache|\.git|data|test-results)$/;

/** What is, or is about to be, committed; without git, everything that is not made by a tool. */
export function committedFiles(): string[] {
  if (!existsSync(inRepository(".git"))) {
    return globSync("**/*", {
      cwd: repository,
      withFileTypes: true,
      exclude: (entry) => ignored.test(entry.name),
    })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1));
  }
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const output = execFileSync("git", args, { cwd: repository, encoding: "utf8" });
  return output.split("\0").filter((path) => path !== "" && existsSync(inRepository(path)));
}

/** The folders of src. */
export const roomNames = (): string[] =>
  globSync("src/*", { cwd: repository, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
