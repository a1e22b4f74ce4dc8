/** What a line does to the frames that pass it. Shares are of all frames, each way; nothing named: a good line. */
export interface Faults {
  readonly drop?: number;
  readonly duplicate?: number;
  /** The frame is held until the next one has passed. */
  readonly reorder?: number;
  /** Some earlier frame of this connection is sent once more behind it. */
  readonly replay?: number;
  /** Half of the frame, and then nothing any more: the connection is reset. */
  readonly cutMidFrame?: number;
  /** Every frame is this late, at least and at most; their order stays. */
  readonly delayMs?: readonly [number, number];
  readonly bytesPerSecond?: number;
  /** So long after it was opened a connection falls silent for good, and nobody is told. */
  readonly halfOpenAfterMs?: number;
  /** So long after it was opened a connection is reset. */
  readonly resetAfterMs?: number;
  /** The share of new connections that are turned away. */
  readonly turnAway?: number;
  /** Which way suffers; both when left out. UP is towards the node. */
  readonly only?: Way;
}

export type Way = "UP" | "DOWN";
