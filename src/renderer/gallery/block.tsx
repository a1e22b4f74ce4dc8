import type { ReactNode } from "react";
import styles from "./gallery.module.css";

interface BlockProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly isColumn?: boolean;
}

export function Block({ title, children, isColumn = false }: BlockProps) {
  return (
    <section className={styles["block"]} aria-label={title}>
      <h2 className={styles["title"]}>{title}</h2>
      <div className={isColumn ? styles["block"] : styles["row"]}>{children}</div>
    </section>
  );
}
