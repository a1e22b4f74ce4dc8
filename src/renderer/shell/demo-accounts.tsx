import { invitedRoles } from "../invites/invite-wish.ts";
import type { DemoLogin } from "../app/node-facts.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/words.ts";
import styles from "./sign-in.module.css";

interface DemoAccountsProps {
  readonly logins: readonly DemoLogin[];
  readonly onFill: (filled: { username: string; password: string }) => void;
}

/** The demo says that it is one, and hands out its keys. */
export function DemoAccounts({ logins, onFill }: DemoAccountsProps) {
  const { say } = useWords();
  return (
    <section className={styles["demo"]} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className={styles["demoTitle"]}>
        {say("signIn.demoTitle")}
      </h2>
      <p className={styles["quiet"]}>{say("signIn.demoNote")}</p>
      <ul className={styles["demoList"]}>
        {logins.map(({ username, password, name, role: id }) => {
          const known = invitedRoles.find((each) => each === id);
          const role = known === undefined ? id : say(`inviting.role.${known}`);
          return (
            <li key={username}>
              <Button
                kind="quiet"
                size="small"
                label={say("signIn.fillAs", { name, role })}
                onPress={() => onFill({ username, password })}
              >
                <span className={styles["demoName"]}>{name}</span>
                <span className={styles["quiet"]}>{role}</span>
                <code>{password}</code>
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
