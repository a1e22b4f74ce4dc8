export type DialState =
  | { readonly state: "running"; readonly fraction: number }
  | { readonly state: "met" }
  | { readonly state: "paused" };

export type DialShape = "empty" | "quarter" | "half" | "most" | "square" | "tick" | "bars";

/**
 * ○ ◔ ◑ ◕ ■ ✓ ‖. The steps stand where the colours change (50 %, 80 %, past due), so that the shape alone tells
 * on track, soon, critical and breached apart.
 */
export function dialShape(dial: DialState): DialShape {
  if (dial.state === "met") return "tick";
  if (dial.state === "paused") return "bars";
  if (dial.fraction >= 1) return "square";
  if (dial.fraction >= 0.8) return "most";
  if (dial.fraction >= 0.5) return "half";
  return dial.fraction >= 0.25 ? "quarter" : "empty";
}
