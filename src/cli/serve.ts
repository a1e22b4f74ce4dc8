import { type RunningNode, usualBackups } from "../node/run.ts";
import type { Command } from "./command.ts";
import { dataDirFrom, dataOption, openNode, untilStopped } from "./node-at.ts";
import { type Given, portFrom, wholeNumber } from "./options.ts";
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
    proxy: {
      value: "ADDRESS",
      what: "believe the proxy at this address or network too (10.0.0.5, 10.0.0.0/24); may be repeated",
    },
    origin: { value: "ORIGIN", what: "let pages of this origin in as well; may be repeated" },
    name: { value: "NAME", what: "what people see this node called (the machine's name)" },
    "backup-every": {
      value: "MIN",
      what: "back up every so many minutes (15); 0: never by itself",
    },
    "backup-keep": { value: "N", what: "keep the newest N backups, and one of each of 7 days (8)" },
  },
  more: [
    "Beyond this machine it listens only with a certificate or behind a proxy; behind one, say each",
    "address that people type with --origin. A proxy on this machine is believed, another one by --proxy.",
    "The certificate is read again when its files change, and on SIGHUP.",
  ],
  run: async (given) => {
    const name = given.text("name");
    const node = await openNode({
      dataDir: dataDirFrom(given, process.env),
      port: portFrom(given, process.env) ?? null,
      host: given.text("host") ?? (process.env["SWITCHYARD_HOST"] || "127.0.0.1"),
      origins: given.texts("origin"),
      backups: backupsFrom(given),
      tls: tlsOf(given, process.env),
      behindProxy: given.flag("behind-proxy") || Boolean(process.env["SWITCHYARD_BEHIND_PROXY"]),
      proxies: given.texts("proxy"),
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
    const renew = (): void => renewCertificate(node);
    process.on("SIGHUP", renew);
    await untilStopped();
    process.off("SIGHUP", renew);
    await node.stop();
    return 0;
  },
};

/** Files that make no sense must not stop a node that works. */
function renewCertificate(node: RunningNode): void {
  try {
    node.renewCertificate();
  } catch (error) {
    console.error(`The certificate stays as it was: ${String(error)}`);
  }
}

/** A certificate without its key is of no use, nor the other way round. */
function tlsOf(given: Given, environment: NodeJS.ProcessEnv) {
  const cert = given.text("tls-cert") ?? (environment["SWITCHYARD_TLS_CERT"] || undefined);
  const key = given.text("tls-key") ?? (environment["SWITCHYARD_TLS_KEY"] || undefined);
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined)
    throw new UsageError("--tls-cert and --tls-key belong together: say both.");
  return { cert, key };
}

const most = 10_000;

function backupsFrom(given: Given) {
  const every = wholeNumber(given.text("backup-every"), "number of minutes", { least: 0, most });
  const keep = wholeNumber(given.text("backup-keep"), "number of backups", { least: 1, most });
  return { everyMin: every ?? usualBackups.everyMin, keep: keep ?? usualBackups.keep };
}
