import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useDesk, useObservable } from "../app/desk-context.tsx";

const pauseMs = 300;

export interface Draft {
  readonly text: string;
  readonly isSaved: boolean;
  readonly write: (text: string) => void;
  /**
   * Empty on the screen at once; on the disk only after `until`, so that a text is never in neither place. If that
   * fails, the text is back, unless something else is being written by then.
   */
  readonly clear: (until: Promise<void>) => void;
}

/** What was typed and not sent, kept on this device a moment after the last key. */
export function useDraft(id: string): Draft {
  const desk = useDesk();
  const kept = useObservable(
    useMemo(() => desk.draft(id), [desk, id]),
    "",
  );
  const [typed, setTyped] = useState<{ id: string; text: string } | null>(null);
  const save = useCallback((text: string) => void desk.saveDraft(id, text), [desk, id]);
  const later = useLater(save);
  // Once the draft has caught up, it leads again: a text that is put back into it is seen.
  if (typed !== null && typed.id === id && typed.text === kept) setTyped(null);
  const text = typed?.id === id ? typed.text : kept;
  return {
    text,
    isSaved: text !== "" && text === kept,
    write: (next) => {
      setTyped({ id, text: next });
      later.set(next);
    },
    clear: (until) => {
      setTyped({ id, text: "" });
      later.drop();
      const back = () =>
        setTyped((now) => (now?.id === id && now.text === "" ? { id, text } : now));
      until.then(() => save(""), back);
    },
  };
}

export interface Later<T> {
  readonly set: (value: T) => void;
  readonly flush: () => void;
  readonly drop: () => void;
}

interface Waiting<T> {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly value: T;
  /** The act of its own moment: one draft is never written under another's name. */
  readonly act: (value: T) => void;
}

/** Does it after a pause, or at once when the page turns to something else. */
export function useLater<T>(act: (value: T) => void): Later<T> {
  const waiting = useRef<Waiting<T> | null>(null);
  const drop = useCallback(() => {
    if (waiting.current !== null) clearTimeout(waiting.current.timer);
    waiting.current = null;
  }, []);
  const flush = useCallback(() => {
    const due = waiting.current;
    drop();
    due?.act(due.value);
  }, [drop]);
  const set = useCallback(
    (value: T) => {
      if (waiting.current !== null && waiting.current.act !== act) flush();
      drop();
      waiting.current = { timer: setTimeout(flush, pauseMs), value, act };
    },
    [act, drop, flush],
  );
  useEffect(() => {
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [flush]);
  return useMemo(() => ({ set, flush, drop }), [drop, flush, set]);
}
