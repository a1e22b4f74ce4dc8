import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Customer, correct, knownAs, learn } from "../../src/domain/customer.ts";
import { brand } from "../../src/domain/id.ts";
import { aCompletedInteraction, anInteraction, noon } from "./sample.ts";

const customer = (name: string, more: Partial<Customer> = {}): Customer => ({
  id: brand("c1"),
  name,
  email: null,
  company: null,
  createdAt: noon,
  ...more,
});

describe("what a message says of a customer (F31)", () => {
  test.each([
    ["a number is replaced by a name", "+15550100", "Kim Lee", "Kim Lee"],
    ["an e-mail address is replaced by a name", "kim@example.org", "Kim Lee", "Kim Lee"],
    ["nothing is replaced by a number", "", "+1 (555) 0100", "+1 (555) 0100"],
    ["a name is not replaced by a number", "Kim Lee", "+15550100", "Kim Lee"],
    ["nor by an address", "Kim Lee", "kim@example.org", "Kim Lee"],
    ["a name is replaced by a newer one", "Kim", "Kim Lee", "Kim Lee"],
    ["blanks say nothing", "Kim Lee", "   ", "Kim Lee"],
    [
      "a name that begins with a number is one",
      "+15550100",
      "2nd Street Dental",
      "2nd Street Dental",
    ],
  ])("%s", (_, before, said, after) => {
    expect(learn(customer(before), { name: said, email: null }).name).toBe(after);
  });

  test("an e-mail address is filled in, replaced, and not taken away by silence", () => {
    const one = learn(customer("Kim"), { name: null, email: "a@example.org" });
    const two = learn(one, { name: null, email: "b@example.org" });
    expect([one.email, two.email]).toEqual(["a@example.org", "b@example.org"]);
    expect(learn(two, { name: "Kim", email: null })).toBe(two);
  });
});

test("what somebody took away by hand stays away (F31)", () => {
  const emptied = correct(customer("Kim", { email: "old@example.org" }), { email: null });
  expect(learn(emptied, { name: "Kim Lee", email: "old@example.org" })).toMatchObject({
    name: "Kim Lee",
    email: null,
  });
});

test("open work follows, and what is the same is left alone (F31)", () => {
  const kim = customer("Kim Lee", { email: "kim@example.org" });
  const open = knownAs(anInteraction({ customerName: "+15550100" }), kim);
  expect([open.customerName, open.customerEmail]).toEqual(["Kim Lee", "kim@example.org"]);
  expect(knownAs(open, kim)).toBe(open);
  expect(knownAs(aCompletedInteraction(), kim).state).toBe("COMPLETED");
});

const MOST = 2_000;
const name = fc.constantFrom("Kim", "Kim Lee", "Dr. Lee", "+15550100", "kim@example.org", " ");
const email = fc.constantFrom("a@example.org", "b@example.org", null);
const event = fc.oneof(
  fc.record({ by: fc.constant("MESSAGE" as const), name: fc.option(name), email }),
  fc.record({ by: fc.constant("HAND" as const), name: fc.option(name, { nil: undefined }) }),
  fc.record({ by: fc.constant("HAND" as const), email: fc.option(email, { nil: undefined }) }),
);

test("over any course of messages and corrections: by hand stands, else the newest better word (F31)", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (course) => {
      let known = customer("");
      let [byHandName, byHandEmail]: [string | undefined, string | null | undefined] = [
        undefined,
        undefined,
      ];
      for (const each of course) {
        if (each.by === "MESSAGE") {
          const before = known;
          known = learn(known, each);
          if (each.email === null) expect(known.email).toBe(before.email);
        } else {
          const { by: _by, ...correction } = each;
          const said = Object.fromEntries(
            Object.entries(correction).filter(([, value]) => value !== undefined),
          );
          known = correct(known, said);
          if ("name" in said) byHandName = String(said["name"]);
          if ("email" in said) byHandEmail = said["email"] ?? null;
        }
        if (byHandName !== undefined) expect(known.name).toBe(byHandName);
        if (byHandEmail !== undefined) expect(known.email).toBe(byHandEmail);
      }
      const names = course.flatMap((each) =>
        "name" in each && each.by === "MESSAGE" ? [each.name] : [],
      );
      if (byHandName === undefined && names.some((each) => each !== null && /^[KD]/.test(each)))
        expect(known.name).toMatch(/^[KD]/);
    }),
    { numRuns: MOST },
  );
});
