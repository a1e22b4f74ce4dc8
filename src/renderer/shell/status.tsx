import { useConnection, useDirectory } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { LinkMark, StatusBar } from "../parts/frame/shell-frame.tsx";
import { useWords } from "../words/words.ts";
import { linkStateOf, linkWords } from "./link.ts";
import { Outbox } from "./outbox.tsx";
import styles from "./shell.module.css";
import { useOwnAgent, useStanding } from "./use-standing.ts";

export function Status({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const { say, language } = useWords();
  const connection = useConnection();
  const { nodeName, catchingUp, cut, diskFailing, state } = connection;
  return (
    <StatusBar
      end={
        <Button kind="quiet" size="small" keys="?" onPress={onShortcuts}>
          <span className={styles["light"]}>{say("statusBar.shortcuts")}</span>
        </Button>
      }
    >
      <LinkMark state={linkStateOf(connection)}>{linkWords(say, connection, language)}</LinkMark>
      {nodeName === "" ? null : <span>{say("statusBar.node", { node: nodeName })}</span>}
      <Outbox />
      {catchingUp ? <span role="status">{say("statusBar.catchingUp")}</span> : null}
      {diskFailing ? <span role="alert">{say("statusBar.diskFailing")}</span> : null}
      {cut ? <span>{say("statusBar.cut")}</span> : null}
      {state === "LIVE" ? <ReadyFor /> : null}
    </StatusBar>
  );
}

/** Only while nothing is being worked on: which queues may send something next. */
function ReadyFor() {
  const { say, language } = useWords();
  const agent = useOwnAgent();
  const standing = useStanding();
  const queues = useDirectory("QUEUE");
  const isIdle = agent?.mrds.every((mrd) => mrd.active + mrd.reserved + mrd.wrapUp === 0);
  if (agent === null || standing?.isReceiving !== true || isIdle !== true) return null;
  const names = queues.filter(({ id }) => agent.queueIds.includes(id)).map(({ name }) => name);
  if (names.length === 0) return null;
  const list = new Intl.ListFormat(language).format(names);
  return <span>{say("statusBar.readyFor", { queues: list })}</span>;
}
