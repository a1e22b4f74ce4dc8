/** Content security policies of what the node serves. The desktop's page has its own, written by the shell. */

/**
 * React Aria writes one style element (it stops double-tap zoom on buttons); it is let in by its hash.
 * A test computes the hash from the installed package, so an update of it cannot go unnoticed.
 */
export const REACT_ARIA_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

type Directives = Readonly<Record<string, readonly string[]>>;

const closed: Directives = {
  "default-src": ["'none'"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
};

/** Answers of the API are read by programs and are no pages. */
export const apiPolicy: Directives = { ...closed, "frame-ancestors": ["'none'"] };

export function appPolicy(socketOrigins: readonly string[]): Directives {
  return {
    ...closed,
    "script-src": ["'self'"],
    "style-src": ["'self'", REACT_ARIA_STYLE],
    "img-src": ["'self'", "blob:", "data:"],
    "font-src": ["'self'"],
    "media-src": ["'self'", "blob:"],
    "connect-src": ["'self'", ...socketOrigins],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "frame-src": ["'self'", "blob:"],
    "frame-ancestors": ["'none'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["app", "dompurify"],
  };
}

/** The chat page stands in a frame on the node's own pages and on the sites its source names. */
export function widgetPolicy(
  socketOrigins: readonly string[],
  sites: readonly string[],
): Directives {
  return {
    ...closed,
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...socketOrigins],
    "frame-ancestors": ["'self'", ...sites.flatMap((site) => originOf(site) ?? [])],
  };
}

/** A customer's site with the chat on it, as the demo shows it. */
export const sitePolicy: Directives = {
  ...closed,
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "font-src": ["'self'"],
  "frame-src": ["'self'"],
  "frame-ancestors": ["'none'"],
};

/** Only whole origins go into a header: what somebody typed in a form does not. */
function originOf(site: string): string | null {
  if (!URL.canParse(site)) return null;
  const { origin } = new URL(site);
  return origin === "null" ? null : origin;
}
