import { type FormEvent, useState } from "react";
import { type InvitedPerson, lookAtInvite } from "../../client/invites.ts";
import { NodeProblem } from "../../client/request.ts";
import { pageFetch } from "../app/desk-parts.ts";
import { isShownCode, refusalWords } from "../app/refusal-words.ts";
import { Button } from "../parts/button.tsx";
import { TextField } from "../parts/text-field.tsx";
import styles from "../shell/sign-in.module.css";
import { type Say, useWords } from "../words/words.ts";
import { ChoosePassword } from "./choose-password.tsx";
import { clip } from "../../domain/clip.ts";

interface InviteFormProps {
  readonly nodeUrl: string;
  readonly isOpening: boolean;
  /** A code that was typed together with the node's address. */
  readonly firstCode: string;
}

interface Found {
  readonly code: string;
  readonly person: InvitedPerson;
}

/** In by an invite: first the code says whom it is for, then that person chooses a password of their own. */
export function InviteForm({ nodeUrl, isOpening, firstCode }: InviteFormProps) {
  const [found, setFound] = useState<Found | null>(null);
  if (found === null) return <CodeForm {...{ nodeUrl, firstCode, onFound: setFound }} />;
  return <ChoosePassword {...found} isOpening={isOpening} onOther={() => setFound(null)} />;
}

interface CodeFormProps {
  readonly nodeUrl: string;
  readonly firstCode: string;
  readonly onFound: (found: Found) => void;
}

function CodeForm({ nodeUrl, firstCode, onFound }: CodeFormProps) {
  const { say } = useWords();
  const [code, setCode] = useState(firstCode);
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async () => {
    setAsking(true);
    setProblem(null);
    try {
      onFound({ code: code.trim(), person: await lookAtInvite(nodeUrl, code.trim(), pageFetch) });
    } catch (cause) {
      setProblem(problemWords(say, cause));
      setAsking(false);
    }
  };
  const enter = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== "" && !isAsking) void ask();
  };
  return (
    <form className={styles["form"]} onSubmit={enter} noValidate>
      <TextField
        label={say("invite.code")}
        note={say("invite.codeNote")}
        value={code}
        onChange={(typed) => setCode(clip(typed, 40))}
        autoComplete="one-time-code"
        autoFocus
        isRequired
        {...(problem === null ? {} : { error: problem })}
      />
      <Button kind="primary" type="submit" isPending={isAsking}>
        {say("invite.look")}
      </Button>
    </form>
  );
}

/** What went wrong, in words, whatever the node said. */
export function problemWords(say: Say, cause: unknown): string {
  const code = cause instanceof NodeProblem ? cause.code : "UNEXPECTED";
  return refusalWords(say, isShownCode(code) ? code : "UNEXPECTED");
}
