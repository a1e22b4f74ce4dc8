import { expect, test } from "vitest";
import { prove } from "../prove/prove.ts";

test("the indexed matcher decides as the oracle does, whatever happens, over ten thousand decisions", () => {
  const proof = prove(20_261, (decisions) => decisions < 10_000);
  expect(proof.differing).toEqual([]);
  expect(proof.decisions).toBeGreaterThanOrEqual(10_000);
  expect(prove(20_261, (decisions) => decisions < 10_000).digest).toBe(proof.digest);
});
