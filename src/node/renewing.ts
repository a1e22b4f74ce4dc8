import { unwatchFile, watchFile } from "node:fs";
import type { Gateway } from "./gateway/gateway.ts";
import type { NodeSettings } from "./options.ts";
import type { Encryption } from "./reach.ts";

interface Renewal {
  /** Throws, and leaves the certificate as it was, when the files make no sense. */
  readonly now: () => void;
  readonly stop: () => void;
}

interface RenewingParts {
  readonly gateway: Pick<Gateway, "showCertificate">;
  readonly files: NodeSettings["tls"];
  readonly read: () => Encryption | null;
  readonly log: (line: string) => void;
}

/** Certificates are renewed by programs that replace the files and tell nobody. */
const LOOK_EVERY_MS = 10_000;

/** Shows new visitors the new certificate once its files have changed; open lines go on under the old one. */
export function renewing(
  { gateway, files, read, log }: RenewingParts,
  everyMs = LOOK_EVERY_MS,
): Renewal {
  if (files === null) return { now: () => undefined, stop: () => undefined };
  const now = (): void => {
    const encryption = read();
    if (encryption === null) return;
    gateway.showCertificate(encryption);
    log("the certificate was read again");
  };
  const changed = (): void => {
    try {
      now();
    } catch (error) {
      // Half-written files are common: the other half is a change too.
      log(`the certificate stays as it was: ${String(error)}`);
    }
  };
  const watched = [files.cert, files.key];
  for (const file of watched) watchFile(file, { interval: everyMs, persistent: false }, changed);
  return {
    now,
    stop: () => {
      for (const file of watched) unwatchFile(file, changed);
    },
  };
}
