import { Check, Copy } from "lucide-react";
import { useState } from "react";
import type { IssuedInvite } from "../../client/invites.ts";
import { Button } from "../parts/button.tsx";
import { useClock } from "../parts/clock.tsx";
import { dayAndTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import styles from "./invites.module.css";

/** What the invited person needs: an address and a code. */
export function IssuedPaper({ issued }: { readonly issued: IssuedInvite }) {
  const { say, language } = useWords();
  const until = dayAndTime(issued.expiresAt, useClock().now(), { language });
  return (
    <div className={styles["form"]}>
      <p>{say("inviting.hand", { until })}</p>
      <dl className={styles["paper"]}>
        <Line name={say("inviting.address")} value={issued.address} />
        <Line name={say("invite.code")} value={issued.code} />
      </dl>
      <p className={styles["quiet"]}>{say("inviting.how")}</p>
      {isOnlyHere(issued.address) ? <p>{say("inviting.onlyHere")}</p> : null}
    </div>
  );
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  const { say } = useWords();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // It stands there to be marked and copied by hand.
    }
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <div className={styles["line"]}>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
        <Button
          size="small"
          kind="quiet"
          icon={<Icon size={13} aria-hidden />}
          label={say("inviting.copyOf", { name })}
          onPress={() => void copy()}
        >
          {say(isCopied ? "inviting.copied" : "inviting.copy")}
        </Button>
      </dd>
    </div>
  );
}

function isOnlyHere(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}
