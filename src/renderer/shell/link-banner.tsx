import { useConnection, useDesk } from "../app/desk-context.tsx";
import { usePage } from "../app/page-context.ts";
import { refusalWords } from "../app/refusal-words.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { clockTime } from "../words/format.ts";
import { useWords } from "../words/words.ts";
import { useLostSince } from "./link.ts";

/** What is possible while the node is out of reach, and what is not. Flaps stay quiet. */
export function LinkBanner() {
  const { say, language } = useWords();
  const desk = useDesk();
  const connection = useConnection();
  const { session } = usePage();
  const lostSince = useLostSince(connection);
  if (connection.state === "REFUSED") {
    const { code } = connection;
    return (
      <Banner
        tone="problem"
        actions={
          <Button size="small" onPress={() => void session.renew(code)}>
            {say("link.signInAgain")}
          </Button>
        }
      >
        {refusalWords(say, code)}
      </Banner>
    );
  }
  if (connection.state === "LIVE" && !connection.nodeKeeps)
    return <Banner tone="problem">{say("link.keepsNothing")}</Banner>;
  if (connection.state === "LIVE" && connection.clockHeld)
    return <Banner tone="problem">{say("link.clockHeld")}</Banner>;
  if (lostSince === null) return null;
  return (
    <Banner
      tone="warning"
      actions={
        <Button size="small" onPress={() => desk.reconnect()}>
          {say("link.tryNow")}
        </Button>
      }
    >
      {say("link.banner", { time: clockTime(connection.lastUpdateAt ?? lostSince, { language }) })}
    </Banner>
  );
}
