import { Fragment, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./key-value.module.css";

const cx = classNames(styles);

export interface KeyValueEntry {
  readonly name: string;
  readonly value: ReactNode;
}

export function KeyValue({ entries }: { readonly entries: readonly KeyValueEntry[] }) {
  return (
    <dl className={cx("list")}>
      {entries.map(({ name, value }) => (
        <Fragment key={name}>
          <dt className={cx("key")}>{name}</dt>
          <dd className={cx("value")}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
