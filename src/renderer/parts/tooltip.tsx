import type { ReactElement } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";
import { Kbd } from "./kbd.tsx";
import styles from "./overlay.module.css";

interface HintProps {
  readonly text: string;
  readonly keys?: string;
  readonly side?: "top" | "bottom" | "end";
  /** One focusable React Aria control. */
  readonly children: ReactElement;
}

/** A tooltip: never the only place where something is said. */
export function Hint({ text, keys, side = "bottom", children }: HintProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Tooltip className={styles["tooltip"] ?? ""} placement={side} offset={6}>
        {text} {keys === undefined ? null : <Kbd keys={keys} isOnAccent />}
      </Tooltip>
    </TooltipTrigger>
  );
}
