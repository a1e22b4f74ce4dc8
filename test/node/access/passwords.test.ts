import { describe, expect, test } from "vitest";
import { Passwords, TooManySignIns } from "../../../src/node/access/passwords.ts";

const cheap = { log2N: 4, r: 8, p: 1 };

describe("a password", () => {
  test("is kept as what scrypt makes of it, with its cost and its own salt", async () => {
    const passwords = new Passwords();
    const [one, two] = await Promise.all([passwords.record("a b c"), passwords.record("a b c")]);
    expect(one).toMatch(/^scrypt:15:8:3:[\w-]{22}:[\w-]{43}$/);
    expect(two).not.toBe(one);
    expect(one).not.toContain("a b c");
    expect(await passwords.matches("a b c", one)).toBe(true);
    expect(await passwords.matches("a b d", one)).toBe(false);
  });

  test("is compared at the cost it was kept with", async () => {
    const record = await new Passwords({ cost: cheap }).record("old");
    expect(await new Passwords().matches("old", record)).toBe(true);
  });

  test.each([
    "",
    "plain",
    "scrypt:15:8:3:salt",
    "bcrypt:1:1:1:a:b",
    "scrypt:0:8:3:a:b",
    "scrypt:x:8:3:a:b",
  ])("matches no record like %j", async (record) => {
    expect(await new Passwords().matches("plain", record)).toBe(false);
  });

  test("is the same however the keyboard composes its letters", async () => {
    const passwords = new Passwords({ cost: cheap });
    expect(await passwords.matches("pässword", await passwords.record("pässword"))).toBe(true);
  });
});

describe("the pool", () => {
  test("works on two at a time and turns away what would wait too long", async () => {
    const passwords = new Passwords({ cost: cheap, atOnce: 2, mostWaiting: 3 });
    const asked = Array.from({ length: 8 }, () =>
      passwords.record("x").then(
        () => "done",
        (error: unknown) => error,
      ),
    );
    const ends = await Promise.all(asked);
    expect(ends.filter((end) => end === "done")).toHaveLength(5);
    expect(ends.filter((end) => end instanceof TooManySignIns)).toHaveLength(3);
    expect(await passwords.record("again")).toContain("scrypt");
  });
});
