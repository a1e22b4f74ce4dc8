import { useEffect, useState } from "react";
import { useDesk } from "../app/desk-context.tsx";
import { useWords } from "../words/words.ts";
import styles from "./conversation.module.css";
import { shortName } from "./timeline.ts";

const staysMs = 5_000;

/** Somebody is typing: said for as long as it is true, and its place is kept, so that nothing jumps. */
export function TypingLine({ interactionId }: { readonly interactionId: string }) {
  const { say } = useWords();
  const name = useTypist(interactionId);
  return (
    <p className={styles["typing"]}>
      {name === null ? null : say("talkers.typing", { name: shortName(name) })}
    </p>
  );
}

function useTypist(interactionId: string): string | null {
  const desk = useDesk();
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const news = desk.typingNews.subscribe((typing) => {
      if (typing.interactionId !== interactionId) return;
      setName(typing.name);
      clearTimeout(timer);
      timer = setTimeout(() => setName(null), staysMs);
    });
    // Whoever has just said it is no longer writing it.
    let said: number | null = null;
    const messages = desk.messagesOf(interactionId).subscribe(({ length }) => {
      if (said !== null && length > said) setName(null);
      said = length;
    });
    return () => {
      news.unsubscribe();
      messages.unsubscribe();
      clearTimeout(timer);
      setName(null);
    };
  }, [desk, interactionId]);
  return name;
}
