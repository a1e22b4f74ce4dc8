import { useMemo } from "react";
import { useConnection, useDesk, useDirectory, useRows } from "../app/desk-context.tsx";
import { useTick } from "../parts/use-tick.ts";
import { goTo } from "../shell/rail-entries.ts";
import { openStateSwitch } from "../shell/state-switch.tsx";
import { useStateChange } from "../shell/use-state-change.ts";
import { useOwnAgent } from "../shell/use-standing.ts";
import { useWords } from "../words/words.ts";
import { type OfferRecord, STILL_WAITING_MS, isOverdue } from "./offer-book.ts";
import { type OfferSurroundings, declinePolicy, factsOf, stateOf } from "./offer-view.ts";
import type { Offers } from "./offers-context.ts";
import type { OfferDesk } from "./use-offer-book.ts";

/** The book as cards: facts in words, what may be done, and how each stands at this second. */
export function useOfferView(desk: OfferDesk): Offers {
  const { book } = desk;
  const around = useSurroundings(book.cards.size > 0);
  const acts = useActs(desk);
  const cards = [...book.cards.values()];
  // Only an answer under way changes with the second, and an end that nobody tells; the countdown looks after itself.
  const moment = useTick((second) =>
    cards.some(({ act }) => act?.kind === "ANSWERING" && act.since > second - 2 * STILL_WAITING_MS)
      ? second
      : -cards.filter((card) => isOverdue(card, second)).length,
  );
  return useMemo(() => {
    const now = Math.max(moment, around.clock.now());
    const time = { ...around, now };
    const policy = declinePolicy(around.say);
    const records = [...book.cards.values()];
    return {
      acts,
      open: records.filter((card) => isOpen(card) && !isOverdue(card, now)).toSorted(byExpiry),
      stack: records.map((card) => ({
        offer: factsOf(card, time),
        state: stateOf(card, time),
        decline: policy,
      })),
    };
  }, [acts, around, book, moment]);
}

function isOpen({ act, fate }: OfferRecord): boolean {
  return fate === null && act === null;
}

function byExpiry(left: OfferRecord, right: OfferRecord): number {
  return left.offer.expiresAt - right.offer.expiresAt;
}

type Around = Omit<OfferSurroundings, "now"> & { readonly clock: { now(): number } };

function useSurroundings(isWanted: boolean): Around {
  const { say, language } = useWords();
  const desk = useDesk();
  const { nodeName } = useConnection();
  const queues = useDirectory("QUEUE_NAME");
  const people = useDirectory("PERSON");
  const agent = useOwnAgent();
  const shown = useRows<"TASK">(desk.tasks);
  const interactions = useRows<"INTERACTION">(desk.interactions);
  return useMemo(
    () => ({
      say,
      language,
      nodeName: nodeName === "" ? desk.identity.nodeName : nodeName,
      queueName: (id: string) => queues.find((queue) => queue.id === id)?.name ?? "",
      personName: (id: string) => people.find((person) => person.id === id)?.name ?? null,
      agent,
      tasks: isWanted ? shown.map(({ row }) => row) : [],
      tagsOf: (id: string) => interactions.find(({ row }) => row.id === id)?.row.tags ?? [],
      clock: desk.clock,
    }),
    [agent, desk, interactions, isWanted, language, nodeName, people, queues, say, shown],
  );
}

function useActs(desk: OfferDesk): Offers["acts"] {
  const { goAvailable, refusal } = useStateChange();
  const trouble = refusal?.words;
  const { say } = useWords();
  const isLive = useConnection().state === "LIVE";
  return useMemo(
    () => ({
      onAccept: desk.accept,
      onDecline: desk.decline,
      onPeek: (id: string) => {
        const card = desk.book.cards.get(id);
        if (card !== undefined) goTo(`#/work/${card.task.interactionId}`);
      },
      onDismiss: desk.dismiss,
      // The misses go with the state, whichever way it changes.
      onGoAvailable: () => void goAvailable(),
      onTakeBreak: openStateSwitch,
      unavailable: isLive ? undefined : say("acts.needsNode"),
      refusal: trouble,
    }),
    [desk, goAvailable, isLive, say, trouble],
  );
}
