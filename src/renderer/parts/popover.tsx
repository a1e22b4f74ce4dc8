import { type ReactElement, type ReactNode, useContext } from "react";
import {
  Dialog as AriaDialog,
  DialogTrigger,
  OverlayTriggerStateContext,
  Popover as AriaPopover,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./overlay.module.css";

const cx = classNames(styles);

interface PopoverProps {
  readonly trigger: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
  readonly side?: "bottom start" | "bottom end" | "top start" | "top end";
}

export function Popover({ trigger, label, children, side = "bottom start" }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className={cx("popover")} placement={side} offset={4}>
        <AriaDialog className={cx("panel")} aria-label={label}>
          {children}
        </AriaDialog>
      </AriaPopover>
    </DialogTrigger>
  );
}

/** For what is inside of one and leads elsewhere. */
export function useClosePopover(): () => void {
  const state = useContext(OverlayTriggerStateContext);
  return () => state?.close();
}
