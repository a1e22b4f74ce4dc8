import type { FastifyHelmetOptions } from "@fastify/helmet";

/** A year: browsers then come by https even where somebody typed http. */
export const STAY_ENCRYPTED = "max-age=31536000";

type Directives = Readonly<Record<string, readonly string[]>>;

/** Everything that goes out carries these; what a page may do is in its own policy. */
export function headersFor(
  directives: Directives,
  { shared = false }: { shared?: boolean } = {},
): FastifyHelmetOptions {
  const copied = Object.entries(directives).map(([name, values]) => [name, [...values]] as const);
  return {
    contentSecurityPolicy: { useDefaults: false, directives: Object.fromEntries(copied) },
    // Said for each request by itself: on loopback there is no encryption to stay with.
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: shared ? "cross-origin" : "same-origin" },
    xFrameOptions: { action: "deny" },
  };
}
