/** Plain http only to this very machine: whatever crosses a network is encrypted. Refused as TLS_REQUIRED. */
export function isSafeNodeUrl(url: string): boolean {
  return /^https:\/\/[^/]/i.test(url) || plainLoopback.test(url);
}

/** Nothing may stand between the host and its end: `http://127.0.0.1@evil.example` leads elsewhere. */
const plainLoopback = /^http:\/\/(?:127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?:\/|$)/i;
