import { combineLatest, distinctUntilChanged, map, scan } from "rxjs";
import { useEffect, useMemo, useState } from "react";
import { useDesk, useObservable } from "../app/desk-context.tsx";
import { NoticeStack } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/words.ts";
import { type Told, atHome, comeHome } from "./homecoming.ts";
import { openOutbox } from "./outbox.tsx";

const SHOWN_MS = 10_000;

/** "Back online. 3 sent, 1 needs you." What needs somebody stays until it is put away. */
export function HomecomingNotice() {
  const { say } = useWords();
  const told = useTold();
  const [dismissed, setDismissed] = useState<Told | null>(null);
  useEffect(() => {
    if (told === null || told.needYou > 0) return undefined;
    const timer = setTimeout(() => setDismissed(told), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const isShown = told !== null && told !== dismissed;
  const notices = isShown ? [noticeOf(say, told)] : [];
  return <NoticeStack notices={notices} onDismiss={() => setDismissed(told)} />;
}

function noticeOf(say: ReturnType<typeof useWords>["say"], { sent, needYou }: Told) {
  const words = say("homecoming.sent", { count: sent });
  if (needYou === 0) return { id: "homecoming", text: words };
  return {
    id: "homecoming",
    tone: "problem" as const,
    text: `${words} ${say("homecoming.needYou", { count: needYou })}`,
    actions: (
      <Button size="small" onPress={openOutbox}>
        {say("homecoming.show")}
      </Button>
    ),
  };
}

function useTold(): Told | null {
  const desk = useDesk();
  const told = useMemo(
    () =>
      combineLatest([desk.connection, desk.outbox]).pipe(
        scan((before, [connection, outbox]) => comeHome(before, connection, outbox), atHome),
        map((now) => now.told),
        distinctUntilChanged(),
      ),
    [desk],
  );
  return useObservable(told, null);
}
