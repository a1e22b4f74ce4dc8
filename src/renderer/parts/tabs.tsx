import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./tabs.module.css";

const cx = classNames(styles);

export interface TabEntry {
  readonly id: string;
  readonly label: string;
  readonly count?: number;
  readonly content: ReactNode;
  readonly isDisabled?: boolean;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
}

export function Tabs({ label, tabs, selected, onSelect }: TabsProps) {
  return (
    <AriaTabs
      className={cx("tabs")}
      onSelectionChange={(id) => onSelect?.(String(id))}
      {...(selected === undefined ? {} : { selectedKey: selected })}
    >
      <TabList className={cx("list")} aria-label={label}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={cx("tab")} isDisabled={tab.isDisabled ?? false}>
            {tab.label}
            {tab.count === undefined ? null : <span className={cx("count")}>{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={cx("panel")}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
