/** Something that is not as it should be, in words for whoever runs the node. */
export interface Finding {
  readonly code: string;
  /** A PROBLEM breaks a promise; a NOTE is worth knowing. */
  readonly level: "PROBLEM" | "NOTE";
  readonly what: string;
  readonly todo: string;
}

const RESTORE_TODO =
  "Stop the node, keep the folder as it is, and put the last good backup in place with switchyard restore.";

export function problem(code: string, what: string, todo: string = RESTORE_TODO): Finding {
  return { code, level: "PROBLEM", what, todo };
}

export function note(code: string, what: string, todo: string): Finding {
  return { code, level: "NOTE", what, todo };
}
