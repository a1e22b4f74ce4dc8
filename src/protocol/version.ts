/**
 * The wire's version. Raise it with every change that an older peer would misread, and say here what changed.
 *
 * 1  first version: hello, reconcile, rows, commands, outcomes
 * 2  the whole routing domain: how a task waits, roles and added media, clocks of a conversation, 37 more commands
 */
export const PROTOCOL_VERSION = 2;
/** The oldest client version this node still speaks with. */
export const PROTOCOL_FLOOR = 2;

export const SUBPROTOCOL = "switchyard.v1";
export const SYNC_PATH = "/sync";
export const API_PREFIX = "/api/v1";

/** What one frame, page or burst may be at most; both sides hold to these. */
export const limits = {
  clientFrameBytes: 256 * 1024,
  pageRows: 1000,
  pageBytes: 1024 * 1024,
  commandsPerFrame: 100,
  commandsPerWindow: 100,
  commandsPerWindowCatchingUp: 1000,
  commandWindowMs: 10_000,
  viewRows: 10_000,
  unsentBytes: 256 * 1024,
  gatherMs: 100,
  helloWithinMs: 5000,
  askEveryMs: 5000,
  socketSilenceMs: 25_000,
  /** Commands that need the node at once are not carried out later than this after the click. */
  refusedClassMs: 15_000,
} as const;
