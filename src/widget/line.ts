/** One message as the customer sees it. */
export interface Line {
  readonly id: string;
  readonly from: "CUSTOMER" | "AGENT";
  readonly name: string;
  readonly body: string;
  /** On the node's clock; of what is not acknowledged yet, on the customer's. */
  readonly at: number;
}

/** SENDING until the node has acknowledged it. REFUSED: the node will never take it as it is. */
export type LineState = "SENT" | "SENDING" | "REFUSED";

export interface ShownLine extends Line {
  readonly state: LineState;
  /** Why it is REFUSED, by the node's code. */
  readonly refused: string | null;
}
