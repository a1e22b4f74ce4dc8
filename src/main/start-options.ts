export interface StartOptions {
  readonly nodeAddress?: string;
  /** A second user data folder: a shared computer, or the demo next to production. */
  readonly profile?: string;
}

/** `--node=ADDRESS` and `--profile=NAME`; `SWITCHYARD_NODE` says the same as the first. */
export function startOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const nodeAddress = valueOf(argv, "--node") ?? env["SWITCHYARD_NODE"];
  const profile = valueOf(argv, "--profile");
  return {
    ...(nodeAddress === undefined || nodeAddress === "" ? {} : { nodeAddress }),
    // It becomes part of a folder's name.
    ...(profile !== undefined && /^[a-z0-9-]{1,40}$/.test(profile) ? { profile } : {}),
  };
}

function valueOf(argv: readonly string[], name: string): string | undefined {
  return argv.find((argument) => argument.startsWith(`${name}=`))?.slice(name.length + 1);
}
