import { Spinner } from "../parts/button.tsx";
import { useWords } from "../words/words.ts";
import styles from "./sign-in.module.css";

/** Shown for as long as the kept session needs to open; usually too short to be read. */
export function OpeningPage() {
  const { say } = useWords();
  return (
    <main className={styles["opening"]} role="status">
      <Spinner />
      {say("signIn.opening")}
    </main>
  );
}
