import { useState } from "react";
import { OfferCard } from "../parts/offer/offer-card.tsx";
import { OfferStack } from "../parts/offer/offer-stack.tsx";
import type { OfferFacts, OfferState } from "../parts/offer/offer.ts";
import styles from "./gallery.module.css";
import { ago, ahead, decline, idleActs, jonas, keys } from "./sample.ts";

const long: OfferFacts = {
  ...jonas,
  createdAt: ago(0, 2),
  expiresAt: ahead(10),
  attempt: 1,
  marks: ["VIP", "German"],
  size: "1 of 4 chats",
};
const mail: OfferFacts = {
  ...long,
  id: "offer-2",
  channel: "mail",
  customer: "Réka Haddad-Szentgyörgyi",
  queue: "Technical support › Second level",
  attempt: 3,
  from: {
    name: "Ana",
    how: "transfer",
    note: "she needs the German contract, I do not read it",
  },
};
const last: OfferFacts = {
  ...jonas,
  id: "offer-3",
  createdAt: ago(0, 595),
  expiresAt: ahead(0, 4),
};
const half: OfferFacts = { ...jonas, id: "offer-4", createdAt: ago(14), expiresAt: ahead(10) };

const cases: readonly {
  readonly caption: string;
  readonly offer: OfferFacts;
  readonly state: OfferState;
}[] = [
  { caption: "offered", offer: long, state: { state: "offered" } },
  { caption: "offered, by transfer, third try", offer: mail, state: { state: "offered" } },
  { caption: "offered, past half", offer: half, state: { state: "offered" } },
  { caption: "offered, last seconds", offer: last, state: { state: "offered" } },
  { caption: "accepting", offer: long, state: { state: "accepting", node: "hq-1" } },
  { caption: "still waiting", offer: long, state: { state: "still-waiting", node: "hq-1" } },
  {
    caption: "not confirmed",
    offer: { ...long, expiresAt: ago(0, 3) },
    state: { state: "still-waiting", node: "hq-1" },
  },
  {
    caption: "refused",
    offer: long,
    state: { state: "refused", words: "Too late: answered by Dev at 14:03:19." },
  },
  {
    caption: "missed",
    offer: long,
    state: {
      state: "missed",
      at: "14:03:20",
      time: "14:03",
      went: "Went to Dev after you.",
      noWork: true,
    },
  },
  {
    caption: "missed, still available",
    offer: mail,
    state: {
      state: "missed",
      at: "14:03:20",
      time: "14:03",
      went: "Back in the queue.",
      noWork: false,
    },
  },
  {
    caption: "gone",
    offer: long,
    state: { state: "gone", reason: "The customer left the queue." },
  },
  { caption: "declined", offer: long, state: { state: "declined", reason: "Wrong skill" } },
];

export function OffersPage() {
  return (
    <>
      <div className={styles["cards"]}>
        {cases.map(({ caption, offer, state }) => (
          <div key={caption} className={styles["well"]}>
            <p className={styles["caption"]}>{caption}</p>
            <OfferCard
              offer={{ ...offer, id: caption }}
              state={state}
              acts={idleActs}
              decline={decline}
              keys={keys}
            />
          </div>
        ))}
        <Several />
      </div>
      <div className={styles["well"]}>
        <p className={styles["caption"]}>in the strip above the header</p>
        <OfferStack
          offers={[{ offer: mail, state: { state: "offered" }, decline }]}
          acts={idleActs}
          keys={keys}
        />
      </div>
    </>
  );
}

/** Four at once, and really played: accept, decline and dismiss do something. */
function Several() {
  const [states, setStates] = useState<Readonly<Record<string, OfferState | "away">>>({});
  const set = (id: string, state: OfferState | "away") =>
    setStates((now) => ({ ...now, [id]: state }));
  const offers = [1, 2, 3, 4].flatMap((nth) => {
    const id = `several-${nth}`;
    const state = states[id] ?? { state: "offered" };
    if (state === "away") return [];
    const offer = {
      ...long,
      id,
      customer: `Customer ${nth}`,
      expiresAt: ahead(nth),
      sla: { state: "paused" as const },
    };
    return [{ offer, state, decline: { ...decline, isReasonRequired: nth === 2 } }];
  });
  const acts = {
    ...idleActs,
    unavailable: undefined,
    onAccept: (id: string) => set(id, { state: "accepting", node: "hq-1" }),
    onDecline: (id: string, reason?: string) =>
      set(id, { state: "declined", ...(reason === undefined ? {} : { reason }) }),
    onDismiss: (id: string) => set(id, "away"),
  };
  return (
    <div className={styles["well"]}>
      <p className={styles["caption"]}>several at once</p>
      <OfferStack offers={offers} acts={acts} keys={keys} />
    </div>
  );
}
