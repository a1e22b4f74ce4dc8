import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** What a node may be told at its start. One table: flags, environment, help and defaults come from it. */
interface OptionSpec {
  readonly flag: string;
  readonly env: string;
  /** Absent where it is only said or not. */
  readonly value?: string;
  readonly help: string;
  readonly repeatable?: boolean;
}

export const DEFAULT_PORT = 7450;

const table = {
  port: {
    flag: "port",
    env: "SWITCHYARD_PORT",
    value: "N",
    help: `serve on this port (${DEFAULT_PORT} at first, then the one kept in the data directory)`,
  },
  dataDir: {
    flag: "data",
    env: "SWITCHYARD_DATA",
    value: "DIR",
    help: "keep the data there (~/.switchyard)",
  },
  host: {
    flag: "host",
    env: "SWITCHYARD_HOST",
    value: "ADDRESS",
    help: "listen on this address (127.0.0.1: this machine only)",
  },
  tlsCert: {
    flag: "tls-cert",
    env: "SWITCHYARD_TLS_CERT",
    value: "FILE",
    help: "speak https with this certificate (PEM, with its chain)",
  },
  tlsKey: {
    flag: "tls-key",
    env: "SWITCHYARD_TLS_KEY",
    value: "FILE",
    help: "the certificate's key (PEM)",
  },
  behindProxy: {
    flag: "behind-proxy",
    env: "SWITCHYARD_BEHIND_PROXY",
    help: "a proxy in front of the node speaks https and says who calls (X-Forwarded-For)",
  },
  proxies: {
    flag: "proxy",
    env: "SWITCHYARD_PROXY",
    value: "ADDRESS",
    help: "believe the proxy at this address or network too (10.0.0.5, 10.0.0.0/24); may be repeated",
    repeatable: true,
  },
  origins: {
    flag: "origin",
    env: "SWITCHYARD_ORIGIN",
    value: "ORIGIN",
    help: "let pages of this origin in as well, for example https://desk.example; may be repeated",
    repeatable: true,
  },
  nodeName: {
    flag: "node-name",
    env: "SWITCHYARD_NODE_NAME",
    value: "NAME",
    help: "what people see this node called (the machine's name)",
  },
} as const satisfies Record<string, OptionSpec>;

export interface NodeSettings {
  /** Null: the port kept in the data directory, or 7450. */
  readonly port: number | null;
  readonly dataDir: string;
  readonly host: string;
  /** Files; null speaks plain http. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly behindProxy: boolean;
  /** Addresses or networks of proxies besides those on this machine. */
  readonly proxies: readonly string[];
  readonly origins: readonly string[];
  readonly nodeName: string;
}

/** Thrown for what cannot be understood; the sentence is for people. */
export class OptionFault extends Error {}

export function optionsHelp(): string {
  const lines = Object.values<OptionSpec>(table).map(({ flag, value, env, help }) => {
    const left = `  --${flag}${value === undefined ? "" : ` ${value}`}`.padEnd(22);
    return `${left} ${help} [${env}]`;
  });
  return `${lines.join("\n")}\n`;
}

/** The settings from arguments first, then the environment, then the defaults. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): NodeSettings {
  const given = parse(args);
  const one = (spec: OptionSpec): string | undefined =>
    given[spec.flag]?.at(-1) ?? filled(env[spec.env]);
  const port = one(table.port);
  return {
    port: port === undefined ? null : readPort(port),
    dataDir: one(table.dataDir) ?? join(homedir(), ".switchyard"),
    host: one(table.host) ?? "127.0.0.1",
    tls: tlsFrom(one(table.tlsCert), one(table.tlsKey)),
    behindProxy: one(table.behindProxy) !== undefined,
    proxies: given[table.proxies.flag] ?? filled(env[table.proxies.env])?.split(",") ?? [],
    origins: (given[table.origins.flag] ?? filled(env[table.origins.env])?.split(",") ?? []).map(
      readOrigin,
    ),
    nodeName: one(table.nodeName) ?? hostname(),
  };
}

function parse(args: readonly string[]): Readonly<Record<string, string[] | undefined>> {
  const flags = Object.values<OptionSpec>(table).map(
    ({ flag, value }) =>
      [flag, { type: value === undefined ? "boolean" : "string", multiple: true }] as const,
  );
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(flags),
      strict: true,
      allowPositionals: false,
    });
    return Object.fromEntries(
      Object.entries(values).map(([flag, given = []]) => [flag, [given].flat().map(String)]),
    );
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new OptionFault(`${sentence}.\n\n${optionsHelp()}`);
  }
}

function filled(text: string | undefined): string | undefined {
  return text === undefined || text === "" ? undefined : text;
}

/** A certificate without its key is of no use, nor the other way round. */
function tlsFrom(cert: string | undefined, key: string | undefined): NodeSettings["tls"] {
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert === undefined && key === undefined) return null;
  throw new OptionFault("--tls-cert and --tls-key belong together: say both.");
}

function readPort(text: string): number {
  const port = Number(text);
  if (text.trim() !== "" && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new OptionFault(`"${text}" is not a port.`);
}

/** Compared as whole strings later, so it has to be exactly what a browser sends. */
function readOrigin(text: string): string {
  const origin = text.trim();
  if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
  throw new OptionFault(
    `"${origin}" is not an origin: it looks like https://desk.example, without a path.`,
  );
}
