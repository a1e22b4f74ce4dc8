/** What the surroundings (a page, a test, the command line) hand to a client: no DOM and no Node types. */

/** The part of a WebSocket that is used; the browser's and Node's own fit it as they are. */
export interface SocketLike {
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: "open" | "close" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** `(url, protocol) => new WebSocket(url, protocol)` */
export type Connect = (url: string, protocol: string) => SocketLike;

export interface FetchReply {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}

export interface FetchRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** The part of `fetch` that is used. */
export type Fetch = (url: string, request: FetchRequest) => Promise<FetchReply>;

export interface Timing {
  /** Milliseconds that never jump: `performance.now()`. */
  readonly monotonic: () => number;
  /** The machine's clock, which may jump: `Date.now()`. */
  readonly wall: () => number;
  /** Runs once, later; the answer cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** 0 up to 1, for the jitter of reconnecting. */
  readonly random: () => number;
}
