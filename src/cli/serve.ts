import type { Command } from "./command.ts";
import { dataDirFrom, dataOption, openNode, untilStopped } from "./node-at.ts";
import { portFrom } from "./options.ts";

export const serve: Command = {
  name: "serve",
  what: "run a routing node, until Ctrl-C",
  options: {
    port: {
      value: "N",
      what: "serve on this port (SWITCHYARD_PORT; 7450 at first, then the one kept with the data)",
    },
    ...dataOption,
    host: {
      value: "ADDRESS",
      what: "listen there (SWITCHYARD_HOST; 127.0.0.1: this machine only)",
    },
    origin: { value: "ORIGIN", what: "let pages of this origin in as well; may be repeated" },
    name: { value: "NAME", what: "what people see this node called (the machine's name)" },
  },
  run: async (given) => {
    const name = given.text("name");
    const node = await openNode({
      dataDir: dataDirFrom(given, process.env),
      port: portFrom(given, process.env) ?? null,
      host: given.text("host") ?? (process.env["SWITCHYARD_HOST"] || "127.0.0.1"),
      origins: given.texts("origin"),
      ...(name === undefined ? {} : { nodeName: name }),
    });
    const { address, setUpCode, nodeId, workspaceId } = node;
    if (given.flag("json"))
      console.log(JSON.stringify({ address, nodeId, workspaceId, setUpCode }));
    else console.log(`Switchyard: ${address}`);
    if (setUpCode !== null && !given.flag("json")) {
      console.log(
        `\nNobody can sign in yet. Open the address and use this code once: ${setUpCode}`,
      );
    }
    await untilStopped();
    await node.stop();
    return 0;
  },
};
