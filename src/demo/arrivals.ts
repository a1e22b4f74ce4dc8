import { Deck, Dice } from "./dice.ts";
import { type Story, allCustomers, allStories, withDigits } from "./stories.ts";

/** A source as the simulator needs to know it. */
export interface Door {
  readonly id: string;
  readonly queueId: string;
  readonly sessionBound: boolean;
}

export interface Arrival {
  readonly number: number;
  readonly atMs: number;
  readonly door: Door;
  readonly name: string;
  readonly email: string | null;
  readonly story: Story;
  readonly opening: string;
}

export interface ArrivalPlan {
  readonly seed: number;
  readonly perMinute: number;
  readonly doors: readonly Door[];
  /** So many come in the first moments, that nobody looks at empty lists. */
  readonly atOnce: number;
}

const atOnceWithinMs = 12_000;
/** It comes and goes: between half and one and a half times the mean, up and down within twenty minutes. */
const waveMs = 1_200_000;

/** Who comes when, from where and why: fixed by the seed alone, whatever the node does meanwhile. */
export function* arrivals(plan: ArrivalPlan): Generator<Arrival, never> {
  const dice = Dice.for(plan.seed, "arrivals");
  const decks = decksFor(plan, dice);
  const first = Array.from({ length: plan.atOnce }, () => dice.between(0, atOnceWithinMs)).sort(
    (left, right) => left - right,
  );
  let atMs = 0;
  for (let number = 1; ; number += 1) {
    const early = first[number - 1];
    atMs = early ?? next(Math.max(atMs, atOnceWithinMs), plan.perMinute, dice);
    yield { number, atMs, ...somebody(decks, dice) };
  }
}

/** A Poisson process whose rate moves, by thinning one of the highest rate. */
function next(afterMs: number, perMinute: number, dice: Dice): number {
  let atMs = afterMs;
  do {
    atMs += dice.exponential(60_000 / (perMinute * 1.5));
  } while (!dice.chance((1 + 0.5 * Math.sin((2 * Math.PI * atMs) / waveMs)) / 1.5));
  return atMs;
}

interface Decks {
  readonly doors: Deck<Door>;
  /** By queue. */
  readonly stories: ReadonlyMap<string, Deck<Story>>;
  /** By language. */
  readonly names: ReadonlyMap<string, Deck<string>>;
}

function decksFor({ doors }: ArrivalPlan, dice: Dice): Decks {
  const stories = Map.groupBy(allStories, (story) => story.queue);
  const customers = Map.groupBy(allCustomers, (customer) => customer.language);
  const names = (of: typeof allCustomers): string[] => of.map((customer) => customer.name);
  return {
    doors: new Deck(doors, dice),
    stories: new Map(Array.from(stories, ([queue, told]) => [queue, new Deck(told, dice)])),
    names: new Map(Array.from(customers, ([spoken, of]) => [spoken, new Deck(names(of), dice)])),
  };
}

function somebody(decks: Decks, dice: Dice): Omit<Arrival, "number" | "atMs"> {
  const door = decks.doors.draw();
  if (door === undefined) throw new Error("There is no source through which a customer could come");
  const story = decks.stories.get(door.queueId)?.draw();
  if (story === undefined) throw new Error(`There is no story for the queue ${door.queueId}`);
  const name = decks.names.get(story.language)?.draw() ?? "Customer";
  const email = dice.chance(0.6) ? addressOf(name) : null;
  return { door, story, name, email, opening: withDigits(story.opening, dice) };
}

/** example.com is kept free for this: no such address can belong to anybody. */
function addressOf(name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/[^a-zA-Z ]/g, "")
    .toLowerCase();
  return `${plain.replaceAll(" ", ".")}@example.com`;
}
