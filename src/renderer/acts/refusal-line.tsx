import styles from "./acts.module.css";

interface RefusalLineProps {
  readonly refusal: { readonly words: string } | null;
}

/** Refusal beside the control that was pressed; a screen reader says it at once. */
export function RefusalLine({ refusal }: RefusalLineProps) {
  if (refusal === null) return null;
  return (
    <span className={styles["refusal"]} role="alert">
      {refusal.words}
    </span>
  );
}
