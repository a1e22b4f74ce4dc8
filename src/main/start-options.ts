import { isAbsolute } from "node:path";

export interface StartOptions {
  /** A node that runs already: then none is embedded. */
  readonly nodeAddress?: string;
  /** A second user data folder: a shared computer, or the demo next to production. */
  readonly profile?: string;
  readonly port?: number;
  readonly dataDir?: string;
}

/** What `npm start` and a person may write on the command line; `SWITCHYARD_NODE` says `--node`. */
export function startOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const nodeAddress = valueOf(argv, "--node") ?? env["SWITCHYARD_NODE"];
  const profile = valueOf(argv, "--profile");
  const port = Number(valueOf(argv, "--port"));
  const dataDir = valueOf(argv, "--data");
  return {
    ...(nodeAddress === undefined || nodeAddress === "" ? {} : { nodeAddress }),
    // It becomes part of a folder's name.
    ...(profile !== undefined && /^[a-z0-9-]{1,40}$/.test(profile) ? { profile } : {}),
    // Never 0: the port is part of the address under which the page may connect.
    ...(Number.isInteger(port) && port > 0 && port <= 65_535 ? { port } : {}),
    ...(dataDir !== undefined && isAbsolute(dataDir) ? { dataDir } : {}),
  };
}

/** `--name=value` or `--name value`. */
function valueOf(argv: readonly string[], name: string): string | undefined {
  const joined = argv.find((argument) => argument.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1);
  const at = argv.indexOf(name);
  return at === -1 ? undefined : argv[at + 1];
}
