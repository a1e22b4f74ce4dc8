import { beforeEach, describe, expect, test } from "vitest";
import { type CustomerId, type ThreadId, brand } from "../../../src/domain/id.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import { Access, type AccessChange } from "../../../src/node/access/access.ts";
import { BackOff } from "../../../src/node/access/back-off.ts";
import { Passwords } from "../../../src/node/access/passwords.ts";
import { SetUp } from "../../../src/node/access/set-up.ts";
import { openMemoryStore } from "../../../src/node/store/memory-store.ts";
import type { AccessStore } from "../../../src/node/store/store.ts";

let now: number;
let store: AccessStore;
let access: Access;
/** How long tries waited for their turn, one after the other. */
let waited: number[];

beforeEach(async () => {
  now = Date.UTC(2026, 5, 1, 12);
  store = openMemoryStore().access;
  let made = 0;
  access = new Access({
    store,
    workspaceId: brand("ws"),
    now: () => now,
    newId: () => `u${(made += 1)}`,
    passwords: new Passwords({ cost: { log2N: 4, r: 8, p: 1 } }),
    customerName: async (id) => (id === "c1" ? "Vera" : null),
    allQueues: () => [],
    memberOf: () => [],
    wait: async (ms) => {
      waited.push(ms);
      now += ms;
    },
  });
  waited = [];
  await access.createAccount({
    userId: brand("ana"),
    username: "Ana",
    password: "correct horse",
    name: "Ana",
    roles: ["agent"],
    teamIds: [],
    queueIds: [brand("billing")],
  });
});

const signIn = (username: string, password: string, address = "198.51.100.1") =>
  access.signIn({ username, password }, address);

async function session() {
  const opened = await signIn("ana", "correct horse");
  if ("refused" in opened) throw new Error(opened.refused);
  return opened;
}

describe("signing in", () => {
  test("gives a token that says who it belongs to; only its hash is kept", async () => {
    const { token, hash, actor } = await session();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(actor).toMatchObject({
      kind: "USER",
      userId: "ana",
      roles: ["agent"],
      queueIds: ["billing"],
    });
    expect(await store.token(token)).toBeNull();
    expect(await store.token(hash)).toMatchObject({ subject: "ana", revoked: false });
    expect((await access.sessionOf(token))?.actor).toEqual(actor);
  });

  test("gives another token each time", async () => {
    expect((await session()).token).not.toBe((await session()).token);
  });

  test("is refused in the same words for a wrong password, an unknown name and a disabled account", async () => {
    const wrong = await signIn("ana", "wrong");
    const unknown = await signIn("nobody", "wrong");
    await access.changeAccount("ana", { enabled: false });
    const disabled = await signIn("ana", "correct horse", "198.51.100.2");
    expect(wrong).toEqual({ refused: "SIGN_IN_FAILED" });
    expect(unknown).toEqual(wrong);
    expect(disabled).toEqual(wrong);
  });

  test("is slowed down after several failures, from that address and for that account alone", async () => {
    for (let at = 0; at < 5; at += 1)
      expect(await signIn("ana", "wrong")).toMatchObject({ refused: "SIGN_IN_FAILED" });
    expect(waited).toEqual([]);
    expect(await signIn("ben", "wrong")).toMatchObject({ refused: "SIGN_IN_FAILED" });
    expect(await signIn("ana", "correct horse", "198.51.100.9")).toHaveProperty("token");
    expect(waited).toEqual([]);
    for (let at = 0; at < 4; at += 1) await signIn("ana", "wrong");
    expect(waited).toEqual([1000, 2000, 4000, 4000]);
  });

  test("succeeds after a short while with the right password, however many were wrong before (F39)", async () => {
    for (let at = 0; at < 30; at += 1) await signIn("ana", "wrong");
    waited.length = 0;
    expect(await signIn("ana", "correct horse")).toHaveProperty("token");
    expect(Math.max(...waited)).toBeLessThanOrEqual(4000);
    waited.length = 0;
    expect(await signIn("ana", "correct horse")).toHaveProperty("token");
    expect(waited).toEqual([]);
  });

  test("is slowed down for a whole address that tries many names, and no more once people are at home there (F39)", async () => {
    for (let at = 0; at < 60; at += 1) await signIn(`name${at}`, "wrong");
    expect(waited.length).toBeGreaterThan(5);
    waited.length = 0;
    expect(await signIn("ana", "correct horse")).toHaveProperty("token");
    expect(waited).toEqual([2000]);
    waited.length = 0;
    for (let at = 0; at < 10; at += 1)
      expect(await signIn("ana", "correct horse")).toHaveProperty("token");
    expect(waited).toEqual([]);
  });

  test("lets everybody in beside a robot that tries an old password every half minute (F39)", async () => {
    for (let at = 0; at < 60; at += 1) await signIn("robot", "old");
    for (let at = 0; at < 24; at += 1) {
      now += 30_000;
      await signIn("robot", "old");
      expect(await signIn("ana", "correct horse")).toHaveProperty("token");
    }
  });

  test("asks whoever would wait too long to come again, and says when (F39)", async () => {
    const guesser = { address: "198.51.100.1", username: "ana", device: null };
    const backOff = new BackOff();
    for (let at = 0; at < 20; at += 1) backOff.failed(guesser, now);
    const turns = Array.from({ length: 10 }, () => backOff.enter(guesser, now));
    expect(turns.slice(0, 3)).toEqual([{ waitMs: 4000 }, { waitMs: 8000 }, { laterMs: 2000 }]);
    expect(turns.slice(2)).toEqual(turns.slice(2).map(() => ({ laterMs: 2000 })));
    expect(backOff.enter(guesser, now + 2000)).toEqual({ waitMs: 10_000 });
  });

  test.each(["ana", " ana", "ANA  ", "\tAna", "ana\u00a0"])(
    "knows %j as one name with one count (F51)",
    async (spelled) => {
      for (const each of ["ana", "ana ", " ANA", "Ana  ", "ana"]) await signIn(each, "wrong");
      await signIn(spelled, "wrong");
      expect(waited).toEqual([1000]);
      expect(await signIn(spelled, "correct horse")).toHaveProperty("token");
    },
  );

  test("knows a name whose letters are composed otherwise (F51)", async () => {
    const zoe = {
      password: "correct horse",
      name: "Zoë",
      roles: ["agent"],
      teamIds: [],
      queueIds: [],
    } as const;
    await access.createAccount({ ...zoe, username: "Zoe\u0308" });
    expect(await signIn("zo\u00eb", "correct horse")).toHaveProperty("token");
    expect(await access.createAccount({ ...zoe, username: "ZO\u00cb " })).toMatchObject({
      refused: "ALREADY_EXISTS",
    });
  });

  test("is not slowed down by strangers on a device from which somebody signed in before (F51)", async () => {
    const { hash: device, token } = await session();
    await access.signOut((await access.sessionOf(token))?.hash ?? "");
    for (let at = 0; at < 80; at += 1) await signIn(at % 2 === 0 ? "ana" : `name${at}`, "wrong");
    waited.length = 0;
    const from = (password: string, named: string) =>
      access.signIn({ username: "ana", password, device: named }, "198.51.100.1");
    expect(await from("correct horse", device)).toHaveProperty("token");
    expect(waited).toEqual([]);
    await from("wrong", "of my own invention");
    expect(waited.length).toBe(1);
    waited.length = 0;
    for (let at = 0; at < 8; at += 1) await from("wrong", device);
    expect(waited.length).toBe(3);
  });
});

describe("a session", () => {
  test("lasts thirty days from its last use", async () => {
    const { token } = await session();
    now += 29 * DAY_MS;
    expect(await access.sessionOf(token)).not.toBeNull();
    now += 29 * DAY_MS;
    expect(await access.sessionOf(token)).not.toBeNull();
    now += 30 * DAY_MS;
    expect(await access.sessionOf(token)).toBeNull();
  });

  test("is touched at most once a minute", async () => {
    const { token, hash } = await session();
    now += 30_000;
    await access.sessionOf(token);
    expect((await store.token(hash))?.lastUsedAt).toBe(now - 30_000);
    now += 30_000;
    await access.sessionOf(token);
    expect((await store.token(hash))?.lastUsedAt).toBe(now);
  });

  test("ends with sign-out, and whoever listens is told", async () => {
    const changes: AccessChange[] = [];
    access.onChange((change) => changes.push(change));
    const [mine, other] = [await session(), await session()];
    await access.signOut(mine.hash);
    expect(await access.sessionOf(mine.token)).toBeNull();
    expect(await access.sessionOf(other.token)).not.toBeNull();
    expect(changes).toEqual([{ token: mine.hash }]);
  });

  test("ends with the account's disabling and with a new password", async () => {
    const first = await session();
    await access.changeAccount("ana", { password: "another one" });
    expect(await access.sessionOf(first.token)).toBeNull();
    const opened = await signIn("ana", "another one");
    if ("refused" in opened) throw new Error(opened.refused);
    await access.changeAccount("ana", { enabled: false });
    expect(await access.sessionOf(opened.token)).toBeNull();
  });

  test("follows what its account may do", async () => {
    const { token } = await session();
    await access.changeAccount("ana", { queueIds: ["tech"], roles: ["supervisor"] });
    expect((await access.sessionOf(token))?.actor).toMatchObject({
      queueIds: ["tech"],
      roles: ["supervisor"],
    });
  });

  test("of a visitor is for one thread, and nobody without a customer", async () => {
    const visitor = (customerId: string) => ({
      kind: "VISITOR" as const,
      workspaceId: brand<never>("ws"),
      customerId: brand<CustomerId>(customerId),
      threadId: brand<ThreadId>("t1"),
      sourceId: brand<never>("web"),
      name: "Vera",
    });
    const { token } = await access.openVisit(visitor("c1"));
    expect((await access.sessionOf(token))?.actor).toEqual(visitor("c1"));
    const { token: lost } = await access.openVisit(visitor("c2"));
    now += 61_000;
    expect(await access.sessionOf(lost)).toBeNull();
    expect((await access.sessionOf(token))?.actor).toEqual(visitor("c1"));
  });

  test("of a connector is for one source and lasts until it is revoked", async () => {
    const { token } = await access.issueConnectorToken(brand("web"));
    now += 1000 * DAY_MS;
    expect((await access.sessionOf(token))?.actor).toEqual({
      kind: "CONNECTOR",
      workspaceId: "ws",
      sourceId: "web",
    });
    await access.endSessionsOf("connector:web");
    expect(await access.sessionOf(token)).toBeNull();
  });

  test.each(["", "x", "a' or '1'='1"])("is not what %j names", async (token) => {
    expect(await access.sessionOf(token)).toBeNull();
  });
});

describe("a session that is being looked up while it ends", () => {
  test("is not remembered", async () => {
    const { token, hash } = await session();
    now += 5000;
    const looking = access.sessionOf(token);
    await access.signOut(hash);
    await looking;
    expect(await access.sessionOf(token)).toBeNull();
  });

  test("is noticed within five seconds where its account was changed behind our back", async () => {
    const { token } = await session();
    const account = await store.accountById("ana");
    if (account === null) throw new Error("no account");
    await access.sessionOf(token);
    await store.putAccount({ ...account, enabled: false });
    now += 5000;
    expect(await access.sessionOf(token)).toBeNull();
  });
});

describe("accounts", () => {
  test("have each a name of their own, whatever its case", async () => {
    const again = await access.createAccount({
      username: "ANA",
      password: "p",
      name: "Ana Two",
      roles: ["agent"],
      teamIds: [],
      queueIds: [],
    });
    expect(again).toMatchObject({ refused: "ALREADY_EXISTS" });
  });

  test("nobody has cannot be changed", async () => {
    expect(await access.changeAccount("nobody", { enabled: false })).toMatchObject({
      refused: "NOT_FOUND",
    });
  });
});

describe("the set-up code", () => {
  test("is good once, and no guessing makes it void", () => {
    const setUp = new SetUp(true);
    const code = setUp.code ?? "";
    expect(code).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/);
    expect(setUp.use("WRONG")).toBe(false);
    expect(setUp.use(code)).toBe(true);
    expect(setUp.use(code)).toBe(false);
    // A stranger who guesses keeps nobody out.
    const guessed = new SetUp(true);
    const right = guessed.code ?? "";
    for (let times = 0; times < 200; times += 1) expect(guessed.use("AAAA-AAAA")).toBe(false);
    expect(guessed.use(right)).toBe(true);
  });

  test("is not made where there are accounts", () => {
    expect(new SetUp(false).code).toBeNull();
  });
});
