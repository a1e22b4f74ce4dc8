import { useDirectory } from "../app/desk-context.tsx";
import { Pips } from "../parts/pips.tsx";
import { useOwnAgent } from "./use-standing.ts";

/** What each kind of work holds of what I can hold. */
export function Capacity() {
  const agent = useOwnAgent();
  const mrds = useDirectory("MRD");
  if (agent === null) return null;
  return agent.mrds.map(({ mrdId, active, reserved, wrapUp, maxTasks }) => {
    const mrd = mrds.find((each) => each.id === mrdId);
    const used = active + reserved + (mrd?.wrapUpConsumesCapacity === true ? wrapUp : 0);
    return <Pips key={mrdId} name={mrd?.name ?? mrdId} used={used} total={maxTasks} />;
  });
}
