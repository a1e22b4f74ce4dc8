import { useState } from "react";
import { QUESTION_MAX_LENGTH } from "../../domain/search/question.ts";
import { useConnection } from "../app/desk-context.tsx";
import { Button } from "../parts/button.tsx";
import { classNames } from "../parts/class-names.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { TextField } from "../parts/text-field.tsx";
import { AsOf } from "../shell/as-of.tsx";
import { useWords } from "../words/words.ts";
import styles from "./completed.module.css";
import { CompletedList } from "./completed-list.tsx";
import { type CompletedNow, type Older, useCompleted } from "./use-completed.ts";

const cx = classNames(styles);

/** What is over. The device's own is searched with every letter, the node's on demand. */
export function CompletedPage() {
  const { say } = useWords();
  const [text, setText] = useState("");
  const completed = useCompleted(text);
  return (
    <div className={cx("page")}>
      <header className={cx("pageHead")}>
        <h1 className={cx("pageTitle")}>{say("completed.title")}</h1>
        <form
          className={cx("search")}
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            completed.older.ask();
          }}
        >
          <TextField
            type="search"
            label={say("completed.search")}
            isLabelHidden
            placeholder={say("completed.searchPlaceholder")}
            value={text}
            maxLength={QUESTION_MAX_LENGTH}
            onChange={setText}
          />
        </form>
        <Scope completed={completed} />
        <AskNode older={completed.older} />
      </header>
      <div className={cx("list")}>
        <CompletedList
          rows={completed.rows}
          pending={completed.pending}
          question={text}
          hitOf={completed.hitOf}
          empty={<Nothing text={text.trim()} older={completed.older} />}
        />
      </div>
    </div>
  );
}

/** Where what is shown comes from. */
function Scope({ completed }: { readonly completed: CompletedNow }) {
  const { say } = useWords();
  const { state } = useConnection();
  const { older, rows, hereCount } = completed;
  const words =
    older.state === "FAILED"
      ? say("completed.olderFailed")
      : older.state === "MORE" || older.state === "ALL"
        ? say("completed.withOlder", { count: rows.length })
        : say("completed.here", { count: hereCount });
  const isAway = state === "OFFLINE" || state === "RECONNECTING";
  return (
    <p className={cx("scope", isAway && "isAway")} role="status">
      {isAway ? say("completed.offline") : words} <AsOf />
    </p>
  );
}

function AskNode({ older }: { readonly older: Older }) {
  const { say } = useWords();
  const { state } = useConnection();
  // Said of the node while it can be asked: what came since it was out of reach is not known here.
  if (older.state === "ALL" && state === "LIVE")
    return <span className={cx("quiet")}>{say("completed.olderEnd")}</span>;
  return (
    <Button
      isPending={older.state === "ASKING"}
      unavailable={state === "LIVE" ? undefined : say("completed.olderOffline")}
      onPress={older.ask}
    >
      {say(older.state === "MORE" ? "completed.olderNext" : "completed.older")}
    </Button>
  );
}

function Nothing({ text, older }: { readonly text: string; readonly older: Older }) {
  const { say } = useWords();
  const { state } = useConnection();
  if (older.state === "ASKING") return null;
  if (text === "")
    return <EmptyState title={say("completed.empty")}>{say("completed.emptyWords")}</EmptyState>;
  return (
    <EmptyState title={say("completed.noMatch", { text })}>
      {older.state === "ALL" && state === "LIVE"
        ? say("completed.noMatchAll", { text })
        : say("completed.noMatchWords")}
    </EmptyState>
  );
}
