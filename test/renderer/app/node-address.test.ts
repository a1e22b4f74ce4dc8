import { describe, expect, test } from "vitest";
import { nodeOfDesktop, nodeOfPage } from "../../../src/renderer/app/node-address.ts";

const origin = "http://127.0.0.1:7450";
const elsewhere = "?node=http://10.0.0.9:7450";

describe("the node of a page", () => {
  test.each([
    ["its own origin", "", null, origin],
    ["its own origin, whatever a link says", elsewhere, "", origin],
    ["the address in its meta", elsewhere, "http://127.0.0.1:9/", "http://127.0.0.1:9"],
    ["the address in the link, where that is allowed", elsewhere, "query", "http://10.0.0.9:7450"],
    ["its own origin, if the link names none", "", "query", origin],
    ["its own origin, if the link names no node", "?node=javascript:alert(1)", "query", origin],
    ["its own origin, if the meta is no address", "", "nonsense", origin],
  ])("is %s", (_what, search, meta, expected) => {
    expect(nodeOfPage({ origin, search, meta })).toBe(expected);
  });
});

describe("the node of a desktop", () => {
  const nodes = [{ name: "hq", address: "http://hq:7450", nodeId: "n1" }];

  test("is its own once that is ready, else the first it knows", () => {
    const ready = { state: "READY", address: origin, nodeId: "n0" } as const;
    expect(nodeOfDesktop({ embedded: ready, nodes })).toEqual({ address: origin, nodeId: "n0" });
    expect(nodeOfDesktop({ embedded: { state: "OFF" }, nodes })?.nodeId).toBe("n1");
    expect(nodeOfDesktop({ embedded: { state: "OFF" }, nodes: [] })).toBeNull();
  });
});
