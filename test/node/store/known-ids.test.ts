import { describe, expect, test } from "vitest";
import { newId } from "../../../src/node/new-id.ts";
import { KnownIds } from "../../../src/node/store/known-ids.ts";

const ulids = (count: number): string[] => Array.from({ length: count }, () => newId());

describe("known ids", () => {
  test("hold every one that was added, whatever its shape, and none at first", () => {
    const known = new KnownIds();
    const all = [...ulids(2000), "", "a", "ü\u2028", "k-1", "k-2", "x".repeat(64)];
    for (const id of all) expect(known.mayHold(id)).toBe(false);
    for (const id of all) known.add(id);
    for (const id of all) expect(known.mayHold(id)).toBe(true);
  });

  test("take fewer than one in a hundred strangers for known where a part is full", () => {
    const known = new KnownIds();
    for (const id of ulids(2 ** 20)) known.add(id);
    const mistaken = ulids(20_000).filter((id) => known.mayHold(id)).length;
    expect(mistaken).toBeLessThan(200);
    expect(mistaken).toBeGreaterThan(0);
  });

  test("tell names that count up apart", () => {
    const known = new KnownIds();
    for (let nth = 0; nth < 100_000; nth += 1) known.add(`m-c-${nth}`);
    let mistaken = 0;
    for (let nth = 100_000; nth < 200_000; nth += 1) if (known.mayHold(`m-c-${nth}`)) mistaken += 1;
    expect(mistaken).toBeLessThan(200);
  });

  test("may be anybody once there is no room for more", () => {
    const known = new KnownIds(1);
    const all = ulids(2 ** 20 + 20_000);
    for (const id of all) known.add(id);
    expect(known.mayHold(all[0] ?? "")).toBe(true);
    expect(known.mayHold("a stranger")).toBe(true);
  });
});
