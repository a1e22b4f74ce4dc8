import { createContext, useContext } from "react";

/** The time the screen counts with: the node's, once sync has measured the offset. */
export interface Clock {
  now(): number;
}

const ownClock: Clock = { now: () => performance.timeOrigin + performance.now() };

export const ClockContext = createContext<Clock>(ownClock);

export function useClock(): Clock {
  return useContext(ClockContext);
}
