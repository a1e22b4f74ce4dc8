/** What each kind of setting is made of, at the least. */

export const target = {
  queueId: "billing",
  knownAgent: null,
  priority: null,
  timeoutSec: null,
  expression: null,
  orderBy: [],
  skipIf: null,
};

/** From nine to five on weekdays. */
export const week = [...Array.from({ length: 5 }, () => [{ from: 540, to: 1020 }]), [], []];

/** Of every kind that administrators make: where it is, and a body that makes one. */
export const bodies: readonly (readonly [string, object])[] = [
  ["queues", { name: "Sales", mrdId: "chat" }],
  ["mrds", { name: "Voice", type: "CX_VOICE" }],
  ["skills", { name: "French" }],
  ["tags", { name: "VIP", weight: 50 }],
  ["teams", { name: "Blue" }],
  ["activities", { label: "Lunch" }],
  ["calendars", { name: "Office", timezone: "Europe/Vienna", week }],
  ["lists", { name: "Post", mrdId: "chat", queueId: "billing" }],
  ["sources", { name: "Shop", mrdId: "chat", queueId: "billing" }],
  ["workflows", { name: "All", defaultTarget: target }],
];

/** A medium other than the one that the queues are of. */
export const otherMedium = { id: "voice", name: "Voice", type: "CX_VOICE" };
