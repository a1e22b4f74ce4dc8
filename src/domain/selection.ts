/** How an agent is chosen among those who may take the work (domain.md 7.7). */
export const selectionPolicies = [
  "LONGEST_AVAILABLE",
  "LEAST_LOADED",
  "ROTATION",
  "MOST_SKILLED",
  "LEAST_SKILLED",
] as const;
export type SelectionPolicy = (typeof selectionPolicies)[number];

/** One key of an ordering by the agents' own numbers; who lacks it comes last. */
export interface OrderBy {
  /** `skills.NAME` or `attributes.NAME`. */
  readonly field: string;
  readonly direction: "ASC" | "DESC";
}
