import { type KeyboardEvent, type ReactElement, type ReactNode, useState } from "react";
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

/**
 * A group without a heading shows none. Every entry shows its key, so that the menu teaches it; a key of one letter
 * or digit picks its entry while the menu is open.
 */
export function Menu({ trigger, label, groups, onPick, side = "bottom start" }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const pickByKey = (event: KeyboardEvent) => {
    const entry = entryOfKey(groups, event);
    if (entry === undefined) return;
    // Before the menu takes it for the first letter of a name.
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    onPick(entry.id);
  };
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      {trigger}
      <Popover className={overlay["popover"] ?? ""} placement={side} offset={4}>
        <div onKeyDownCapture={pickByKey}>
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
        </div>
      </Popover>
    </MenuTrigger>
  );
}

function entryOfKey(groups: readonly MenuGroup[], event: KeyboardEvent): MenuEntry | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return undefined;
  return groups
    .flatMap((group) => group.entries)
    .find((entry) => entry.keys === event.key && entry.isDisabled !== true);
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
      {/* The note is part of the name: what a choice does is said with it. */}
      <Text slot="label" className={cx("words")}>
        <span>{entry.label}</span>
        {entry.note === undefined ? null : <span className={cx("note")}>{entry.note}</span>}
      </Text>
      {entry.keys === undefined ? null : <Kbd keys={entry.keys} />}
    </MenuItem>
  );
}
