import { useConnection, useDirectory } from "../app/desk-context.tsx";
import { usePage } from "../app/page-context.ts";
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
      {nodeName === "" ? null : <WhichNode name={nodeName} />}
      <Outbox />
      {catchingUp ? <span role="status">{say("statusBar.catchingUp")}</span> : null}
      {diskFailing ? <span role="alert">{say("statusBar.diskFailing")}</span> : null}
      {cut ? <span>{say("statusBar.cut")}</span> : null}
      {state === "LIVE" ? <ReadyFor /> : null}
    </StatusBar>
  );
}

/** A desktop may belong to one node today and to another tomorrow: there the address is part of the name. */
function WhichNode({ name }: { readonly name: string }) {
  const { say } = useWords();
  const { nodeUrl, isDesktop } = usePage();
  const host = URL.parse(nodeUrl ?? "")?.host ?? "";
  const isHere = /^(127\.|localhost|\[::1\])/.test(host);
  const place = isHere ? say("statusBar.thisComputer") : host;
  const node = isDesktop ? say("statusBar.nodeAt", { name, place }) : name;
  return <span title={nodeUrl ?? ""}>{say("statusBar.node", { node })}</span>;
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
