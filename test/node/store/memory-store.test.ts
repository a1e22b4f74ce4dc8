import { describe } from "vitest";
import { openMemoryStore } from "../../../src/node/store/memory-store.ts";
import { describeStore } from "./contract.ts";

describe("a store in memory", () => {
  describeStore(() => Promise.resolve(openMemoryStore()));
});
