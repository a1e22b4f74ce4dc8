import type { NodeAddress } from "./node-address.ts";

/**
 * React Aria writes one style element (it stops double-tap zoom on buttons); it is let in by its hash.
 * A test computes the hash from the installed package, so an update of it cannot go unnoticed.
 */
export const reactAriaStyleHash = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/** The page may talk to the configured nodes and to nothing else. */
export function contentPolicy(nodes: readonly NodeAddress[]): string {
  const nodeSources = [
    ...new Set(nodes.flatMap(({ origin, socketOrigin }) => [origin, socketOrigin])),
  ];
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${reactAriaStyleHash}`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    ["connect-src 'self'", ...nodeSources].join(" "),
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types app dompurify",
  ].join("; ");
}
