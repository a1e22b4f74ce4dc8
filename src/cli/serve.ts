import type { Command } from "./command.ts";
import { dataDirFrom, dataOption, openNode, untilStopped } from "./node-at.ts";
import { type Given, portFrom } from "./options.ts";
import { UsageError } from "./usage.ts";

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
    "tls-cert": { value: "FILE", what: "speak https with this certificate (SWITCHYARD_TLS_CERT)" },
    "tls-key": { value: "FILE", what: "its key (SWITCHYARD_TLS_KEY)" },
    "behind-proxy": {
      what: "a proxy in front speaks https and says who calls (SWITCHYARD_BEHIND_PROXY=1)",
    },
    origin: { value: "ORIGIN", what: "let pages of this origin in as well; may be repeated" },
    name: { value: "NAME", what: "what people see this node called (the machine's name)" },
  },
  more: [
    "Beyond this machine it listens only with a certificate or behind a proxy; behind one, say each",
    "address that people type with --origin.",
  ],
  run: async (given) => {
    const name = given.text("name");
    const node = await openNode({
      dataDir: dataDirFrom(given, process.env),
      port: portFrom(given, process.env) ?? null,
      host: given.text("host") ?? (process.env["SWITCHYARD_HOST"] || "127.0.0.1"),
      origins: given.texts("origin"),
      tls: tlsOf(given, process.env),
      behindProxy: given.flag("behind-proxy") || Boolean(process.env["SWITCHYARD_BEHIND_PROXY"]),
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

/** A certificate without its key is of no use, nor the other way round. */
function tlsOf(given: Given, environment: NodeJS.ProcessEnv) {
  const cert = given.text("tls-cert") ?? (environment["SWITCHYARD_TLS_CERT"] || undefined);
  const key = given.text("tls-key") ?? (environment["SWITCHYARD_TLS_KEY"] || undefined);
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined)
    throw new UsageError("--tls-cert and --tls-key belong together: say both.");
  return { cert, key };
}
