import type { ReactElement, ReactNode } from "react";
import {
  Header,
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";
import styles from "./menu.module.css";
import overlay from "./overlay.module.css";

const cx = classNames(styles);

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly note?: string;
  readonly keys?: string;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
}

export interface MenuGroup {
  readonly heading: string;
  readonly entries: readonly MenuEntry[];
}

interface MenuProps {
  readonly trigger: ReactElement;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly onPick: (id: string) => void;
  readonly side?: "bottom start" | "bottom end" | "top start" | "top end";
}

/** A group without a heading shows none; every entry shows its key, so that the menu teaches it. */
export function Menu({ trigger, label, groups, onPick, side = "bottom start" }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={overlay["popover"] ?? ""} placement={side} offset={4}>
        <AriaMenu className={cx("menu")} aria-label={label} onAction={(id) => onPick(String(id))}>
          {groups.map((group, index) => (
            <MenuSection key={index} aria-label={group.heading === "" ? label : group.heading}>
              {group.heading === "" ? null : (
                <Header className={cx("heading")}>{group.heading}</Header>
              )}
              {group.entries.map((entry) => item(entry))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function item(entry: MenuEntry) {
  return (
    <MenuItem
      key={entry.id}
      id={entry.id}
      textValue={entry.label}
      isDisabled={entry.isDisabled ?? false}
      className={cx("item", entry.isDanger === true && "danger")}
    >
      {entry.icon}
      <span className={cx("words")}>
        <Text slot="label">{entry.label}</Text>
        {entry.note === undefined ? null : (
          <Text slot="description" className={cx("note")}>
            {entry.note}
          </Text>
        )}
      </span>
      {entry.keys === undefined ? null : <Kbd keys={entry.keys} />}
    </MenuItem>
  );
}
