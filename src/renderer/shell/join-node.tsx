import { type FormEvent, useState } from "react";
import { usePage } from "../app/page-context.ts";
import { Button } from "../parts/button.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import styles from "./sign-in.module.css";

/** A desktop that belongs to no node yet asks for one. */
export function JoinNode() {
  const { say } = useWords();
  const { joinNode } = usePage();
  const [address, setAddress] = useState("http://");
  const [code, setCode] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const join = (event: FormEvent) => {
    event.preventDefault();
    void joinNode?.(address.trim(), code.trim()).then(setRefused);
  };
  return (
    <form className={styles["form"]} onSubmit={join} noValidate>
      <TextField
        label={say("signIn.nodeAddress")}
        type="url"
        value={address}
        onChange={setAddress}
        note={say("signIn.nodeAddressNote")}
        {...(refused === null ? {} : { error: refused })}
      />
      <TextField
        label={say("invite.code")}
        value={code}
        onChange={(typed) => setCode(typed.slice(0, 40))}
        note={say("signIn.codeIfAny")}
        autoComplete="off"
      />
      <Button kind="primary" type="submit">
        {say("signIn.join")}
      </Button>
    </form>
  );
}
