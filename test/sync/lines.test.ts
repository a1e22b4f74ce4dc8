import { describe, expect, test } from "vitest";
import { brand } from "../../src/domain/id.ts";
import type { Command } from "../../src/protocol/commands.ts";
import { linesOf } from "../../src/sync/lines.ts";

const saved = (id: string): Command => ({
  id: brand(`save-${id}`),
  type: "folder.save",
  body: { folderId: brand(id), name: "Mine", rule: "tag == vip", shared: false, position: 1 },
});
const deleted = (id: string): Command => ({
  id: brand(`delete-${id}`),
  type: "folder.delete",
  body: { folderId: brand(id) },
});
const none = () => null;

describe("the lines of folders", () => {
  test("keep what is done to one folder in its order: it is not deleted before it was saved", () => {
    expect(linesOf(saved("f1"), none)).toEqual(linesOf(deleted("f1"), none));
  });

  test("do not make one folder wait for another, nor for anything else", () => {
    const [line] = linesOf(saved("f1"), none);
    expect(linesOf(saved("f2"), none)).not.toContain(line);
    expect(line).not.toBe("supervisor");
  });
});
