import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inRepository, readText, roomNames } from "./repository.ts";

test("all rooms are seen", () => {
  expect(roomNames().length).toBeGreaterThanOrEqual(11);
});

describe.each(roomNames())("src/%s", (room) => {
  test("has a README of at most 15 lines that says where to begin", () => {
    const lines = readText(`src/${room}/README.md`).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(15);
    expect(lines.join("\n")).toMatch(/begin/i);
  });

  test("is compiled under its own tsconfig", () => {
    expect(existsSync(inRepository("src", room, "tsconfig.json"))).toBe(true);
  });
});
