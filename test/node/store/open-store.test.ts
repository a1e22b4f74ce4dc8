import { describe } from "vitest";
import { openStore } from "../../../src/node/store/open-store.ts";
import { describeStore } from "./contract.ts";
import { newFile } from "./files.ts";

describe("a store in a file", () => {
  describeStore(() => openStore({ file: newFile() }));
});
