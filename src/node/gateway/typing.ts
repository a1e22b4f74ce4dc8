import type { Actor } from "../access/actor.ts";
import type { AnySubscription, Feed } from "../feed/feed.ts";
import { PersonSubscription } from "../feed/person-subscription.ts";

interface Typing {
  readonly actor: Actor;
  readonly subscription: AnySubscription;
  readonly interactionId: string;
}

/** Tells everybody else who has the conversation in view; the customer hears of the one who serves them alone. */
export function relayTyping(feed: Feed, { actor, subscription, interactionId }: Typing): void {
  if (actor.kind === "CONNECTOR" || !subscription.holds(interactionId)) return;
  const serves = feed.mirror.interaction(interactionId)?.facts.agentId;
  const isCustomers = actor.kind === "VISITOR" || actor.userId === serves;
  const text = JSON.stringify({ frame: "typing", interactionId, name: actor.name });
  for (const other of feed.holding(interactionId)) {
    if (other === subscription) continue;
    if (isCustomers || other instanceof PersonSubscription) other.tell(text);
  }
}
