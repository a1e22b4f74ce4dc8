import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Delivered, acknowledge, isDelivered } from "../../src/domain/delivery.ts";
import { type MessageId, brand } from "../../src/domain/id.ts";

const line = fc.record({
  id: fc
    .string({ unit: "grapheme-ascii", minLength: 1, maxLength: 3 })
    .map((id) => brand<MessageId>(id)),
  createdAt: fc.integer({ min: 0, max: 20 }),
  kind: fc.constantFrom("AGENT" as const, "CUSTOMER" as const, "NOTE" as const),
});
const isAtMost = (
  one: { id: string; createdAt: number },
  other: { id: string; createdAt: number },
) => one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id <= other.id);

describe("the delivered watermark (S3)", () => {
  test("covers what was acknowledged and what stands before it, whatever the order it comes in, and never a note alone", () => {
    const property = fc.property(fc.array(line, { maxLength: 12 }), line, (said, asked) => {
      let talk: { readonly delivered?: Delivered } = {};
      for (const [at, message] of said.entries()) {
        const before = talk;
        talk = acknowledge(talk, message, at);
        // It rises or stays: what was delivered once is so for good.
        if (isDelivered(asked, before.delivered))
          expect(isDelivered(asked, talk.delivered)).toBe(true);
      }
      const shown = said.filter(({ kind }) => kind !== "NOTE");
      expect(isDelivered(asked, talk.delivered)).toBe(shown.some((each) => isAtMost(asked, each)));
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test("stays the very same where nothing is new, so that nothing is written", () => {
    const first = { id: brand<MessageId>("m1"), createdAt: 5, kind: "AGENT" } as const;
    const talk = acknowledge({}, first, 9);
    expect(talk).toEqual({ delivered: { messageId: "m1", upTo: 5, at: 9 } });
    expect(acknowledge(talk, first, 10)).toBe(talk);
    expect(acknowledge(talk, { ...first, id: brand("m0"), createdAt: 4 }, 10)).toBe(talk);
  });
});
