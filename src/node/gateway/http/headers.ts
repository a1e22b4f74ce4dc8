import type { FastifyHelmetOptions } from "@fastify/helmet";

type Directives = Readonly<Record<string, readonly string[]>>;

/** Everything that goes out carries these; what a page may do is in its own policy. */
export function headersFor(
  directives: Directives,
  { shared = false }: { shared?: boolean } = {},
): FastifyHelmetOptions {
  const copied = Object.entries(directives).map(([name, values]) => [name, [...values]] as const);
  return {
    contentSecurityPolicy: { useDefaults: false, directives: Object.fromEntries(copied) },
    // Encryption is the business of whatever stands before the node; on loopback there is none.
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: shared ? "cross-origin" : "same-origin" },
    xFrameOptions: { action: "deny" },
  };
}
