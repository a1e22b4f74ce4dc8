import { type FormEvent, useState } from "react";
import type { DesktopNodes } from "../app/desktop-nodes.ts";
import { Button } from "../parts/button.tsx";
import { TextField } from "../parts/text-field.tsx";
import { useWords } from "../words/words.ts";
import styles from "./sign-in.module.css";
import { clip } from "../../domain/clip.ts";

/** Which node this desktop belongs to: one it knows, or another by its address, with an invite's code or without. */
export function JoinNode({ nodes }: { readonly nodes: DesktopNodes }) {
  const { say } = useWords();
  const [address, setAddress] = useState("https://");
  const [code, setCode] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const join = (event: FormEvent) => {
    event.preventDefault();
    void nodes.join(address.trim(), code.trim()).then(setRefused);
  };
  return (
    <>
      <KnownNodes nodes={nodes} />
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
          onChange={(typed) => setCode(clip(typed, 40))}
          note={say("signIn.codeIfAny")}
          autoComplete="off"
        />
        <Button kind="primary" type="submit">
          {say("signIn.join")}
        </Button>
      </form>
    </>
  );
}

function KnownNodes({ nodes: { known, choose } }: { readonly nodes: DesktopNodes }) {
  const { say } = useWords();
  if (known.length === 0) return null;
  return (
    <section className={styles["demo"]} aria-labelledby="known-nodes">
      <h2 id="known-nodes" className={styles["demoTitle"]}>
        {say("signIn.knownNodes")}
      </h2>
      <ul className={styles["nodes"]}>
        {known.map(({ address, name, isEmbedded }) => (
          <li key={address}>
            <Button onPress={() => choose(address)}>
              {isEmbedded ? say("statusBar.thisComputer") : nameAndPlace(name, address)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameAndPlace(name: string, address: string): string {
  const host = URL.parse(address)?.host ?? address;
  return name === address || name === host ? host : `${name} (${host})`;
}
