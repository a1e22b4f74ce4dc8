import { type FormEvent, useState } from "react";
import type { InvitedPerson } from "../../client/invites.ts";
import { usePage } from "../app/page-context.ts";
import { Button } from "../parts/button.tsx";
import { Checkbox } from "../parts/checkbox.tsx";
import { TextField } from "../parts/text-field.tsx";
import styles from "../shell/sign-in.module.css";
import { useWords } from "../words/words.ts";
import { clip } from "../../domain/clip.ts";

const SHORTEST = 12;
const LONGEST = 128;

interface ChoosePasswordProps {
  readonly code: string;
  readonly person: InvitedPerson;
  readonly isOpening: boolean;
  readonly onOther: () => void;
}

/** The invited person by name, and the password that from here on is theirs alone. */
export function ChoosePassword({ code, person, isOpening, onOther }: ChoosePasswordProps) {
  const { say } = useWords();
  const { session, isDesktop } = usePage();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [stay, setStay] = useState(isDesktop);
  const isShort = password !== "" && password.length < SHORTEST;
  const isOther = again !== "" && again !== password;
  const enter = (event: FormEvent) => {
    event.preventDefault();
    if (password.length >= SHORTEST && again === password)
      void session.acceptInvite({ code, password }, stay);
  };
  return (
    <form className={styles["form"]} onSubmit={enter} noValidate>
      <p role="status">{say("invite.welcome", { name: person.name })}</p>
      <TextField
        label={say("signIn.username")}
        note={say("invite.usernameNote")}
        value={person.username}
        onChange={() => {}}
        autoComplete="username"
        isReadOnly
      />
      <TextField
        label={say("invite.password")}
        type="password"
        value={password}
        onChange={(typed) => setPassword(clip(typed, LONGEST))}
        autoComplete="new-password"
        note={say("setUp.passwordNote")}
        autoFocus
        isRequired
        {...(isShort ? { error: say("invite.tooShort") } : {})}
      />
      <TextField
        label={say("invite.again")}
        type="password"
        value={again}
        onChange={(typed) => setAgain(clip(typed, LONGEST))}
        autoComplete="new-password"
        isRequired
        {...(isOther ? { error: say("invite.notSame") } : {})}
      />
      {isDesktop ? null : (
        <Checkbox isSelected={stay} onChange={setStay}>
          {say("signIn.stay")}
        </Checkbox>
      )}
      <Button kind="primary" type="submit" isPending={isOpening}>
        {say("invite.enter")}
      </Button>
      <Button kind="quiet" size="small" onPress={onOther}>
        {say("invite.otherCode")}
      </Button>
    </form>
  );
}
