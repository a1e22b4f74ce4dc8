import { type FormEvent, useState } from "react";
import { usePage } from "../app/page-context.ts";
import { Button } from "../parts/button.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import styles from "./sign-in.module.css";

const empty = { code: "", workspaceName: "", name: "", username: "", password: "" };

/** The first account of a new node, by the one-use code that its log shows. */
export function SetUpForm({ isOpening }: { readonly isOpening: boolean }) {
  const { say } = useWords();
  const { session } = usePage();
  const [filled, setFilled] = useState(empty);
  const isShort = filled.password !== "" && filled.password.length < 12;
  const isReady = Object.values(filled).every((text) => text.trim() !== "") && !isShort;
  const enter = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) void session.setUp({ ...filled, code: filled.code.trim() });
  };
  const field = (name: keyof typeof empty) => ({
    value: filled[name],
    onChange: (text: string) => setFilled({ ...filled, [name]: text }),
    isRequired: true,
  });
  return (
    <form className={styles["form"]} onSubmit={enter} noValidate>
      <TextField
        label={say("setUp.code")}
        note={say("setUp.codeNote")}
        autoFocus
        {...field("code")}
      />
      <TextField
        label={say("setUp.workspaceName")}
        note={say("setUp.workspaceNote")}
        autoComplete="organization"
        {...field("workspaceName")}
      />
      <TextField label={say("setUp.name")} autoComplete="name" {...field("name")} />
      <TextField label={say("signIn.username")} autoComplete="username" {...field("username")} />
      <TextField
        label={say("signIn.password")}
        type="password"
        note={say("setUp.passwordNote")}
        autoComplete="new-password"
        {...field("password")}
      />
      <Button kind="primary" type="submit" isPending={isOpening}>
        {say("setUp.enter")}
      </Button>
    </form>
  );
}
