import type { Answers } from "./answers.ts";
import type { Queue } from "./queue.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Instant } from "./time.ts";

export const MOST_STARS = 5;
export const COMMENT_MAX_LENGTH = 1000;

/** How the customer found it: one to five stars, and a few words if they like. */
export interface Rating {
  readonly stars: number;
  readonly comment: string;
  readonly at: Instant;
}

/** Whether to ask: the queue wants to know, and somebody has taken the customer up or written to them. */
export function isRatingAsked(
  { firstAnsweredAt, answers }: { firstAnsweredAt: Instant | null; answers: Answers },
  queue: Pick<Queue, "routing">,
): boolean {
  const isServed = firstAnsweredAt !== null || answers.entryPickedUpAt !== null;
  return queue.routing.askRating && isServed;
}

/** Given once, after the end, where the queue asks for it; the same said again changes nothing. */
export function rate<I extends { readonly rating?: Rating }>(
  interaction: I,
  given: Omit<Rating, "at"> & { readonly isAsked: boolean; readonly isOver: boolean },
  now: Instant,
): I | Refusal {
  if (!given.isAsked) return refuse("RATING_NOT_ASKED");
  if (!given.isOver) return refuse("INTERACTION_NOT_COMPLETED");
  const rating = { stars: given.stars, comment: given.comment.trim(), at: now };
  const present = interaction.rating;
  if (present === undefined) return { ...interaction, rating };
  const isSame = present.stars === rating.stars && present.comment === rating.comment;
  return isSame ? interaction : refuse("RATING_GIVEN");
}
