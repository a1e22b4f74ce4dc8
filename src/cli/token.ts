import type { Command } from "./command.ts";
import { dataDirFrom, dataOption, withWorkspace } from "./node-at.ts";
import { sourceNamed } from "./known-ids.ts";
import { printResult } from "./output.ts";
import { UsageError } from "./usage.ts";

export const tokenCreate: Command = {
  name: "token create",
  what: "a token with which a connector brings customers' messages in",
  options: { source: { value: "ID", what: "the source it speaks for" }, ...dataOption },
  more: [
    "It is shown once and kept only as a hash.",
    "The node of this folder must not be running meanwhile.",
  ],
  run: async (given) => {
    const wanted = given.text("source");
    if (wanted === undefined) throw new UsageError("For which source? Say --source ID.");
    const { token, source } = await withWorkspace(dataDirFrom(given, process.env), async (node) => {
      const id = sourceNamed(node, wanted);
      return { ...(await node.access.issueConnectorToken(id)), source: id };
    });
    printResult(given, { source, token }, token);
    return 0;
  },
};
