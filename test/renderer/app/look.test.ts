import { describe, expect, test } from "vitest";
import { readTaste } from "../../../src/renderer/app/look.ts";
import { readFacts } from "../../../src/renderer/app/node-facts.ts";

describe("the look of this device", () => {
  test("is the system's, and its language, until somebody chooses", () => {
    expect(readTaste(null, ["de-AT"])).toMatchObject({
      theme: "system",
      density: "comfortable",
      language: "de",
      isMuted: false,
    });
    expect(readTaste(null, ["fr"]).language).toBe("en");
  });

  test("keeps what was chosen and passes over what makes no sense", () => {
    const kept = JSON.stringify({ theme: "dark", density: "tiny", language: "en", volume: 9 });
    expect(readTaste(kept, ["de"])).toMatchObject({
      theme: "dark",
      density: "comfortable",
      language: "en",
      volume: 0.8,
    });
    expect(readTaste("not json", [])).toMatchObject({ theme: "system" });
  });
});

describe("what a node tells a stranger", () => {
  test("a node that says nothing is one with accounts", () => {
    expect(readFacts({ ok: true })).toEqual({ demo: null, needsSetUp: false, isThere: true });
    expect(readFacts("?")).toEqual({ demo: null, needsSetUp: false, isThere: true });
  });

  test("a demo names its accounts", () => {
    const ana = { username: "ana", password: "demo", name: "Ana", role: "agent" };
    expect(readFacts({ demo: [ana, null, {}] }).demo).toEqual([ana]);
  });
});
