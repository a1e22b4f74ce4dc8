import { describe, expect, test } from "vitest";
import { opener } from "../../src/cli/browser.ts";
import { portFrom, readOptions, wholeNumber } from "../../src/cli/options.ts";
import { table } from "../../src/cli/output.ts";
import { age } from "../../src/cli/task-list.ts";
import { nearest } from "../../src/cli/usage.ts";

const known = {
  port: { value: "N", what: "the port" },
  data: { value: "DIR", what: "the folder" },
  "no-open": { what: "do not open" },
};

describe("options", () => {
  test("are read with their values, in both spellings", () => {
    const given = readOptions(["--port", "7000", "--data=/tmp/x", "--no-open", "word"], known);
    expect(given.text("port")).toBe("7000");
    expect(given.text("data")).toBe("/tmp/x");
    expect(given.flag("no-open")).toBe(true);
    expect(given.words).toEqual(["word"]);
  });

  test.each([
    [["--prot", "1"], "There is no option --prot here. Did you mean --port?"],
    [["--no-opne"], "There is no option --no-opne here. Did you mean --no-open?"],
    [["--zebra"], "There is no option --zebra here."],
    [["-x"], "There is no option -x here."],
    [["--port"], "--port needs a value: --port N"],
    [["--port", "--no-open"], "--port needs a value: --port N"],
    [["--port="], "--port needs a value: --port N"],
    [["--no-open=yes"], "--no-open takes no value."],
    [["--constructor"], "There is no option --constructor here."],
  ])("%j are refused in words", (args, words) => {
    expect(() => readOptions(args, known)).toThrow(words);
  });

  test("after a double dash are words", () => {
    expect(readOptions(["--", "--port"], known).words).toEqual(["--port"]);
  });
});

describe("a port", () => {
  test("comes from the option, else from the environment, else from nowhere", () => {
    expect(portFrom(readOptions(["--port", "1"], known), { SWITCHYARD_PORT: "2" })).toBe(1);
    expect(portFrom(readOptions([], known), { SWITCHYARD_PORT: "2" })).toBe(2);
    expect(portFrom(readOptions([], known), { SWITCHYARD_PORT: "" })).toBeUndefined();
  });

  test.each([["80a"], ["-1"], ["65536"], ["1.5"], ["1e9"]])("is not %s", (text) => {
    expect(() => wholeNumber(text, "port", { least: 0, most: 65_535 })).toThrow(
      `"${text}" is not a port: a whole number from 0 to 65535.`,
    );
  });
});

describe("what was meant", () => {
  const words = ["serve", "demo", "user", "token", "task", "queue"];
  test.each([
    ["dmeo", "demo"],
    ["serv", "serve"],
    ["tokne", "token"],
    ["queues", "queue"],
    ["xylophone", null],
    ["", null],
  ])("by %s is %s", (typed, meant) => {
    expect(nearest(typed, words)).toBe(meant);
  });
});

describe("what is printed", () => {
  test("stands in columns, and customers' words move no cursor", () => {
    const rows = [{ name: "Jo\u001B[2J\nBerg" }, { name: "Mia" }];
    const columns = [
      { head: "WHO", cell: (row: { name: string }) => row.name },
      { head: "N", cell: () => "1" },
    ];
    expect(table(rows, columns).split("\n")).toEqual([
      "WHO          N",
      "Jo [2J Berg  1",
      "Mia          1",
    ]);
  });

  test.each([
    [59_000, "00:59"],
    [3_599_000, "59:59"],
    [7_800_000, "2h 10m"],
    [-5, "00:00"],
  ])("%d ms as %s", (ms, text) => {
    expect(age(ms)).toBe(text);
  });
});

describe("the browser", () => {
  test("is opened where there is a screen, by what the system has for it", () => {
    expect(opener("linux", {})).toBeNull();
    expect(opener("linux", { DISPLAY: ":0" })).toMatchObject({ command: "xdg-open" });
    expect(opener("darwin", {})).toMatchObject({ command: "open" });
    expect(opener("win32", {})).toMatchObject({ command: "cmd" });
  });
});
