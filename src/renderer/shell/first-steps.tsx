import { useState } from "react";
import { Link } from "react-aria-components";
import { useDirectory, useMe } from "../app/desk-context.tsx";
import { usePage } from "../app/page-context.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/words.ts";
import styles from "./shell.module.css";

const doneKey = "switchyard.firstSteps.done";

/** On a node of one's own, for the administrator who is alone there: what makes it a centre. Gone with the first colleague. */
export function FirstSteps({ onInvite }: { readonly onInvite: () => void }) {
  const { say } = useWords();
  const { demo, roles } = useMe();
  const { nodeUrl } = usePage();
  const people = useDirectory("PERSON");
  const [isDone, setDone] = useState(() => localStorage.getItem(doneKey) !== null);
  if (demo || isDone || people.length !== 1 || !roles.includes("admin")) return null;
  const dismiss = () => {
    localStorage.setItem(doneKey, "yes");
    setDone(true);
  };
  const address = nodeUrl ?? location.origin;
  return (
    <section className={styles["firstSteps"]} aria-labelledby="first-steps">
      <h2 id="first-steps">{say("firstSteps.title")}</h2>
      <ol>
        <li>
          <b>{say("firstSteps.team")}</b>
          <p>{say("firstSteps.inviteNote")}</p>
          <Button size="small" onPress={onInvite}>
            {say("firstSteps.invite")}
          </Button>
        </li>
        <li>
          <b>{say("firstSteps.chat")}</b>
          <p>{say("firstSteps.chatNote")}</p>
          <code>{`<script src="${address}/widget.js" data-source="web" defer></script>`}</code>
        </li>
        <li>
          <b>{say("firstSteps.tryOut")}</b>
          <p>{say("firstSteps.tryOutNote")}</p>
          <Link href={`${address}/chat?source=web`} target="_blank" rel="noopener">
            {say("firstSteps.tryOutLink")}
          </Link>
        </li>
      </ol>
      <div className={styles["firstStepsEnd"]}>
        <Button kind="quiet" size="small" onPress={dismiss}>
          {say("firstSteps.dismiss")}
        </Button>
      </div>
    </section>
  );
}
