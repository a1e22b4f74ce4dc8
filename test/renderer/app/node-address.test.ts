import { describe, expect, test } from "vitest";
import {
  nodeOfDesktop,
  nodeOfPage,
  nodesOfDesktop,
} from "../../../src/renderer/app/node-address.ts";

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

describe("the nodes of a desktop", () => {
  const nodes = [{ name: "hq", address: "https://hq:7450/", nodeId: "n1" }];
  const ready = { state: "READY", address: origin, nodeId: "n0" } as const;
  const here = { name: origin, address: origin, nodeId: "n0", isEmbedded: true };
  const hq = { name: "hq", address: "https://hq:7450", nodeId: "n1", isEmbedded: false };

  test("begin with its own once that is ready", () => {
    expect(nodesOfDesktop({ embedded: ready, nodes })).toEqual([here, hq]);
    expect(nodesOfDesktop({ embedded: { state: "OFF" }, nodes })).toEqual([hq]);
    const itself = [{ name: "this", address: origin }];
    expect(nodesOfDesktop({ embedded: ready, nodes: itself })).toEqual([here]);
  });

  test("are pointed at by choice, else the first is it", () => {
    expect(nodeOfDesktop([here, hq], "https://hq:7450")).toBe(hq);
    expect(nodeOfDesktop([here, hq], null)).toBe(here);
    expect(nodeOfDesktop([here, hq], "https://gone:7450")).toBe(here);
    expect(nodeOfDesktop([], null)).toBeNull();
  });
});
