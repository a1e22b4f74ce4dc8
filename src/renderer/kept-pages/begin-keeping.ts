/** What of the browser is needed to keep the app's files in it. */
export interface Keeper {
  readonly isSecureContext: boolean;
  readonly workers: { register(address: string): Promise<unknown> } | undefined;
  readonly trusted: TrustedTypes | undefined;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): unknown };
}

declare global {
  interface Window {
    /** Not in every browser; where it is, the policy of our pages demands it. */
    readonly trustedTypes?: TrustedTypes;
  }
}

const ADDRESS = "./service-worker.js";

/**
 * From here on the desk opens in this browser while the node is away. A browser that cannot (plain http from another
 * computer, private windows of some) goes on as before. Under app:// the files are on the disk anyway.
 */
export async function beginKeeping({ isSecureContext, workers, trusted }: Keeper): Promise<void> {
  if (workers === undefined || !isSecureContext) return;
  const policy = trusted?.createPolicy("app", { createScriptURL: (address) => address });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a trusted address goes wherever a string does
  const address = (policy?.createScriptURL(ADDRESS) ?? ADDRESS) as string;
  try {
    await workers.register(address);
  } catch {
    // Nothing depends on it while the node answers; the page says what is missing when it does not.
  }
}
