import { createContext, useCallback, useContext, useMemo, useState } from "react";
import type { Observable } from "rxjs";
import type { BodyOf, CommandType } from "../../protocol/commands.ts";
import type { Me } from "../../protocol/frames.ts";
import type { RowKind } from "../../protocol/rows.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { DirectoryBodies, DirectoryKind } from "../../protocol/rows/directory-row.ts";
import type { Connection, Desk, Rows, Shown, Submission, SubmitCode } from "../../sync/desk.ts";
import { useWords } from "../words/words.ts";
import { useObservable } from "./observable.ts";
import { refusalWords } from "./refusal-words.ts";

export { useObservable } from "./observable.ts";

/** The desk of the person signed in; opened outside React and never by a component. */
export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("useDesk outside of a signed-in desk");
  return desk;
}

export function useMe(): Me {
  return useDesk().me;
}

const none: readonly never[] = [];

/** `useRows(desk.tasks)`. Unchanged rows stay the same object, so that a memoised line renders only for itself. */
export function useRows<K extends RowKind>(rows: Rows<K>): RowsNow<K> {
  return useObservable<RowsNow<K>>(rows, none);
}
type RowsNow<K extends RowKind> = Rows<K> extends Observable<infer List> ? List : never;

/** `undefined` until the replica has answered, null when it has no such row. */
export function useInteraction(id: string) {
  const desk = useDesk();
  const row = useMemo(() => desk.interaction(id), [desk, id]);
  return useObservable<Shown<InteractionRow> | null | undefined>(row, undefined);
}

export function useMessages(interactionId: string) {
  const desk = useDesk();
  return useRows(useMemo(() => desk.messagesOf(interactionId), [desk, interactionId]));
}

export function useDirectory<K extends DirectoryKind>(kind: K): readonly DirectoryBodies[K][] {
  const desk = useDesk();
  const bodies = useMemo(() => desk.directoryOf(kind), [desk, kind]);
  return useObservable<readonly DirectoryBodies[K][]>(bodies, none);
}

const notYet: Connection = {
  state: "CONNECTING",
  since: 0,
  attempts: 0,
  rttMs: null,
  lastUpdateAt: null,
  nodeId: "",
  nodeName: "",
  catchingUp: false,
  cut: false,
  leading: false,
  diskFailing: false,
  nodeKeeps: true,
  clockHeld: false,
};

export function useConnection(): Connection {
  return useObservable(useDesk().connection, notYet);
}

/** Why the last one was refused, ready to stand beside the object. */
export interface RefusalShown {
  readonly code: SubmitCode;
  readonly words: string;
}

interface Refused {
  readonly code: SubmitCode;
  readonly detail?: string;
}

export interface Submitting {
  readonly submit: <T extends CommandType>(
    type: T,
    body: BodyOf<T>,
    options?: { readonly line?: string },
  ) => Submission;
  /** A command of this control is on its way: no answer yet. */
  readonly isPending: boolean;
  readonly refusal: RefusalShown | null;
  readonly clear: () => void;
}

/** For one control or one form: sends, tells that it is on its way, and keeps the sentence of a refusal beside it. */
export function useSubmit(): Submitting {
  const desk = useDesk();
  const { say } = useWords();
  const [underWay, setUnderWay] = useState(0);
  const [refused, setRefused] = useState<Refused | null>(null);

  const submit = useCallback<Submitting["submit"]>(
    (type, body, options) => {
      setRefused(null);
      setUnderWay((count) => count + 1);
      const submission = desk.submit(type, body, options);
      void submission.outcome.then((outcome) => {
        setUnderWay((count) => count - 1);
        if (outcome.end === "REFUSED") setRefused(outcome);
      });
      return submission;
    },
    [desk],
  );
  const clear = useCallback(() => setRefused(null), []);
  const refusal =
    refused === null
      ? null
      : { code: refused.code, words: refusalWords(say, refused.code, refused.detail) };
  return { submit, isPending: underWay > 0, refusal, clear };
}
