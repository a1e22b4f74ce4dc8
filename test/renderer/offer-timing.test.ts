import { describe, expect, test } from "vitest";
import { fusePhase, fuseTiming } from "../../src/renderer/parts/fuse.tsx";
import { lastAnnouncement } from "../../src/renderer/parts/offer/announcement.ts";
import type { OfferFacts } from "../../src/renderer/parts/offer/offer.ts";
import { Stillness } from "../../src/renderer/parts/offer/use-settled.ts";

const noon = Date.UTC(2026, 10, 20, 12);

function offer(id: string, lengthMs: number, createdAt = noon): OfferFacts {
  return {
    id,
    channel: "chat",
    customer: id,
    queue: "Billing",
    waitingSince: noon,
    attempt: 1,
    createdAt,
    expiresAt: createdAt + lengthMs,
  };
}

describe("the fuse", () => {
  test("starts in the middle by a negative delay", () => {
    expect(fuseTiming(noon, noon + 20_000, noon + 5_000)).toEqual({
      duration: 20_000,
      delay: -5_000,
    });
  });

  test("waits when the clock is still behind its start", () => {
    expect(fuseTiming(noon, noon + 20_000, noon - 300).delay).toBe(300);
  });

  test.each([
    [0, "whole"],
    [29_999, "whole"],
    [30_000, "half"],
    [54_999, "half"],
    [55_000, "last"],
    [60_000, "out"],
  ])("after %i ms of a minute is %s", (passed, phase) => {
    expect(fusePhase(noon, noon + 60_000, noon + passed)).toBe(phase);
  });
});

describe("an offer is announced", () => {
  const moments = (offers: readonly OfferFacts[], at: number) => {
    const said = lastAnnouncement(offers, noon + at);
    return said === undefined ? undefined : `${said.offer.id} ${said.moment}`;
  };

  test.each([
    [0, "Mia arrived"],
    [29_000, "Mia arrived"],
    [30_000, "Mia half"],
    [49_000, "Mia half"],
    [50_000, "Mia ten"],
    [55_000, "Mia five"],
    [60_000, undefined],
  ])("at %i ms: %s", (at, words) => {
    expect(moments([offer("Mia", 60_000)], at)).toBe(words);
  });

  test("without a half that would fall on the last ten seconds twice", () => {
    expect(moments([offer("Mia", 20_000)], 10_000)).toBe("Mia ten");
  });

  test("and a newcomer is heard over an older one's reminder", () => {
    const offers = [offer("Mia", 60_000), offer("Jonas", 60_000, noon + 31_000)];
    expect(moments(offers, 31_000)).toBe("Jonas arrived");
    expect(moments(offers, 50_000)).toBe("Mia ten");
  });
});

test("of two offers that come together the one that ends first is announced", () => {
  const said = lastAnnouncement([offer("Mia", 20_000), offer("Jonas", 60_000)], noon);
  expect(said?.offer.id).toBe("Mia");
});

describe("a card takes a click", () => {
  test("only once it has stood for 400 ms", () => {
    const card = new Stillness();
    card.look({ left: 10, top: 10 }, 1_000);
    expect(card.isSettled(1_399)).toBe(false);
    expect(card.isSettled(1_400)).toBe(true);
  });

  test("and again only 400 ms after it was pushed", () => {
    const card = new Stillness();
    card.look({ left: 10, top: 200 }, 1_000);
    card.look({ left: 10, top: 202 }, 1_500);
    expect(card.isSettled(1_500)).toBe(true);
    card.look({ left: 10, top: 10 }, 2_000);
    expect(card.isSettled(2_300)).toBe(false);
  });

  test("never before it was seen at all", () => {
    expect(new Stillness().isSettled(9_999)).toBe(false);
  });
});
