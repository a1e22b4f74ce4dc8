import type { ReactNode } from "react";
import { Button as AriaButton, ProgressBar } from "react-aria-components";
import { useWords } from "../words/words.ts";
import styles from "./button.module.css";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";
import { Hint } from "./tooltip.tsx";

const cx = classNames(styles);

export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly kind?: ButtonKind;
  readonly size?: "usual" | "small";
  readonly icon?: ReactNode;
  readonly onPress?: () => void;
  readonly isDisabled?: boolean;
  /** Why it cannot be done now. The button stays reachable and says so. */
  readonly unavailable?: string | undefined;
  /** The command is on its way: the control keeps its place and width. */
  readonly isPending?: boolean;
  readonly keys?: string;
  readonly type?: "button" | "submit";
  readonly join?: "start" | "end";
  readonly label?: string;
  readonly autoFocus?: boolean;
  /** In a grid only the active row's controls are tab stops. */
  readonly isOutOfTabOrder?: boolean;
}

export function Button(props: ButtonProps) {
  if (props.unavailable === undefined) return <Plain {...props} />;
  return (
    <Hint text={props.unavailable}>
      <Plain {...props} />
    </Hint>
  );
}

function Plain(props: ButtonProps) {
  const { kind = "secondary", size = "usual", type = "button", unavailable, join } = props;
  const isUnavailable = unavailable !== undefined;
  return (
    <AriaButton
      className={cx("button", kind, size === "small" && "small", join && joinClass[join])}
      type={isUnavailable ? "button" : type}
      isDisabled={props.isDisabled ?? false}
      isPending={props.isPending ?? false}
      autoFocus={props.autoFocus ?? false}
      excludeFromTabOrder={props.isOutOfTabOrder ?? false}
      {...(isUnavailable ? { "aria-disabled": true } : {})}
      {...(props.label === undefined ? {} : { "aria-label": props.label })}
      {...(isUnavailable || props.onPress === undefined ? {} : { onPress: props.onPress })}
    >
      <Face {...props} isOnAccent={kind === "primary" && !isUnavailable} />
    </AriaButton>
  );
}

function Face(props: ButtonProps & { readonly isOnAccent: boolean }) {
  return (
    <>
      {props.isPending === true ? <Spinner /> : props.icon}
      {props.children}
      {props.keys === undefined ? null : <Kbd keys={props.keys} isOnAccent={props.isOnAccent} />}
    </>
  );
}

/** Which side touches the neighbour in a split button. */
const joinClass = { start: "joinStart", end: "joinEnd" };

interface IconButtonProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly onPress?: () => void;
  readonly keys?: string;
  readonly size?: "usual" | "small";
  readonly isPending?: boolean;
  readonly isDisabled?: boolean;
}

/** The label is the accessible name and, after a moment, the tooltip. */
export function IconButton({ icon, label, keys, size = "usual", ...props }: IconButtonProps) {
  return (
    <Hint text={label} {...(keys === undefined ? {} : { keys })}>
      <AriaButton
        className={cx("button", "quiet", "icon", size === "small" && "small")}
        aria-label={label}
        isDisabled={props.isDisabled ?? false}
        isPending={props.isPending ?? false}
        onPress={() => props.onPress?.()}
      >
        {props.isPending === true ? <Spinner /> : icon}
      </AriaButton>
    </Hint>
  );
}

export function Spinner() {
  const { say } = useWords();
  return (
    <ProgressBar aria-label={say("working")} isIndeterminate>
      <span className={cx("spinner")} />
    </ProgressBar>
  );
}
