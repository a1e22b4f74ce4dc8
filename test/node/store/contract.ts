/** What every store does, whatever it keeps its rows in. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CommandId, brand } from "../../../src/domain/id.ts";
import type {
  Account,
  Commit,
  KeptKind,
  KeptRow,
  Store,
  TokenRecord,
} from "../../../src/node/store/store.ts";
import { Ledger, answered, joined, noon } from "./ledger.ts";
import {
  agentWrite,
  beginning,
  contact,
  ending,
  interactionWrite,
  interventionWrite,
  messageWrite,
  offered,
  sales,
  statisticWrite,
  support,
  taken,
  taskWrite,
  teamWrite,
} from "./work.ts";

export const idsOf = (rows: readonly KeptRow[], kind: KeptKind): string[] =>
  rows.filter((each) => each.kind === kind).map(({ row }) => row.id);

export function describeStore(open: () => Promise<Store>): void {
  let store: Store;
  let ledger: Ledger;

  beforeEach(async () => {
    store = await open();
    ledger = new Ledger();
  });
  afterEach(() => store.close());

  const keep = async (...given: Parameters<Ledger["commit"]>): Promise<Commit> => {
    const commit = ledger.commit(...given);
    await store.append(commit);
    return commit;
  };

  describe("what was appended", () => {
    test("is there again, row for row, with its number and its sequence", async () => {
      const one = contact();
      const commit = await keep(beginning(one));
      const { rows, ...feed } = await store.live(0);
      expect(feed).toMatchObject({ head: 5, epoch: 1, lastAt: noon, lastDisplayNumber: 0 });
      const kept = commit.writes.map(({ row }) => row);
      expect(rows.toSorted((a, b) => a.number - b.number)).toEqual(kept);
    });

    test("is replaced by the row's later form, which keeps its number", async () => {
      const one = contact();
      await keep(beginning(one));
      await keep([taskWrite(offered(one.task), one.interaction)]);
      await keep([taskWrite(taken(one.task), one.interaction)]);
      const [task] = await store.reader.tasksOf(one.interaction.id);
      expect(task).toMatchObject({ number: 5, seq: 7, row: { mediaState: "ACTIVE" } });
    });

    test("may be nothing at all", async () => {
      await store.append({ epoch: 1, at: noon, entries: [], writes: [] });
      expect((await store.live(0)).head).toBe(0);
    });

    test("may come in any order: an interaction before its thread, a successor before its task", async () => {
      const commit = ledger.commit([...beginning(contact())].reverse());
      await store.append({ ...commit, writes: [...commit.writes].reverse() });
      expect((await store.live(0)).rows).toHaveLength(5);
    });

    test("stays in order, however many commits are on their way at once", async () => {
      const commits = Array.from({ length: 300 }, (_, nth) =>
        ledger.commit([agentWrite(`a${nth % 7}`)]),
      );
      await Promise.all(commits.map((commit) => store.append(commit)));
      const { head, rows } = await store.live(0);
      expect(head).toBe(300);
      expect(rows.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual([
        294, 295, 296, 297, 298, 299, 300,
      ]);
    });

    test("is seen by a read that is asked for after it resolved", async () => {
      for (let nth = 1; nth <= 30; nth += 1) {
        await keep([agentWrite("a1")]);
        expect(await store.reader.fetch([{ kind: "AGENT", id: "a1" }])).toMatchObject([
          { seq: nth },
        ]);
      }
    });
  });

  describe("the live work", () => {
    test("is what is open, with all it needs, and nothing that is closed", async () => {
      const [live, gone] = [contact({ name: "live" }), contact({ name: "gone" })];
      await keep([...beginning(live), interventionWrite(live.intervention)]);
      await keep([...beginning(gone), interventionWrite(gone.intervention)]);
      await keep([...ending(gone), interventionWrite(gone.intervention, "CLOSED")]);
      await keep([agentWrite("ana"), teamWrite("t1")]);
      const { rows } = await store.live(0);
      expect(rows.map(({ row }) => row.id)).toEqual([
        "TEAM:t1",
        "ana",
        "customer-live",
        "thread-live",
        "interaction-live",
        "task-live",
        "intervention-live",
        "message-live-1",
      ]);
    });

    test("is whole and in order when there is far more of it than is told at once", async () => {
      const one = contact();
      const said = Array.from({ length: 90 }, (_, nth) => ({
        ...one.say("NOTE", nth + 2),
        body: "ä".repeat(40_000),
      }));
      await keep([...beginning(one), ...said.map(messageWrite)]);
      const { rows } = await store.live(0);
      expect(idsOf(rows, "MESSAGE")).toEqual(["message-1-1", ...said.map(({ id }) => id)]);
      expect(rows).toHaveLength(95);
    });

    test("holds statistics from the instant asked for", async () => {
      await keep([
        statisticWrite(noon - 300_000),
        statisticWrite(noon),
        statisticWrite(noon + 300_000),
      ]);
      const { rows } = await store.live(noon);
      expect(idsOf(rows, "STATISTIC")).toEqual([`sales:${noon}`, `sales:${noon + 300_000}`]);
      // Also the counters that stand at nothing, which the disk leaves out.
      expect(rows.map(({ row }) => row)).toContainEqual(statisticWrite(noon).row);
    });

    test("keeps a completed interaction for as long as a task of it is open", async () => {
      const one = contact();
      await keep(beginning(one));
      await keep(ending(one).slice(1));
      expect(idsOf((await store.live(0)).rows, "INTERACTION")).toEqual(["interaction-1"]);
    });

    test("says where the feed stands and the highest number that people say aloud", async () => {
      await keep(beginning(contact({ name: "a", displayNumber: 4821 })));
      await keep(beginning(contact({ name: "b", displayNumber: 4820 })));
      ledger.passDays(1);
      await keep([agentWrite("ana")]);
      const first = await store.live(0);
      expect(first).toMatchObject({ head: 11, lastDisplayNumber: 4821, lastAt: ledger.at });
      expect(first.feedId).toMatch(/^[0-9a-f]{32}$/);
      expect((await store.live(0)).feedId).toBe(first.feedId);
    });
  });

  describe("a command's answer", () => {
    test("comes back as it was given, and unknown ids are left out", async () => {
      const [one, two] = [answered("c1"), answered("c2")];
      await keep([agentWrite("a1")], one);
      await keep([], two);
      const found = await store.reader.commandRecords([two.id, brand<CommandId>("c9"), one.id]);
      expect(found).toEqual(
        new Map([
          [one.id, one],
          [two.id, two],
        ]),
      );
      expect(JSON.stringify(found.get(one.id)?.outcome)).toBe(JSON.stringify(one.outcome));
    });
  });

  describe("the feed", () => {
    test("gives the events after a sequence, also from within a decision, up to a limit", async () => {
      await keep(beginning(contact()));
      await keep([], answered("c1"));
      await keep([agentWrite("a1")]);
      const seqs = async (after: number, limit: number) =>
        (await store.reader.events(after, limit)).map(({ seq }) => seq);
      expect(await seqs(0, 100)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(await seqs(3, 3)).toEqual([4, 5, 6]);
      expect(await seqs(7, 3)).toEqual([]);
    });

    test("holds several decisions of one commit, each by itself", async () => {
      const commits = [
        ledger.commit([agentWrite("a1")], answered("c1")),
        ledger.commit([agentWrite("a1"), agentWrite("a2")], answered("c2")),
      ];
      await store.append(joined(...commits));
      expect(await store.reader.events(0, 10)).toEqual(
        commits.flatMap(({ entries }) => entries.flatMap(({ events }) => events)),
      );
    });
  });

  describe("fetching", () => {
    test("brings with an interaction its thread, its customer and its intervention", async () => {
      const one = contact();
      const interaction = { ...one.interaction, interventionId: one.intervention.id };
      await keep([...beginning({ ...one, interaction }), interventionWrite(one.intervention)]);
      const found = await store.reader.fetch([{ kind: "INTERACTION", id: interaction.id }]);
      expect(found.map(({ kind }) => kind).toSorted()).toEqual([
        "CUSTOMER",
        "INTERACTION",
        "INTERVENTION",
        "THREAD",
      ]);
    });

    test("brings with a thread its customer and its last interaction", async () => {
      const one = contact();
      await keep([...beginning(one)]);
      await keep(ending(one));
      const found = await store.reader.fetch([{ kind: "THREAD", id: "thread-1" }]);
      expect(found.map(({ row }) => row.id).toSorted()).toEqual([
        "customer-1",
        "interaction-1",
        "thread-1",
      ]);
    });

    test("gives each row once, tasks alone, and of unknown ids nothing", async () => {
      await keep(beginning(contact()));
      const found = await store.reader.fetch([
        { kind: "TASK", id: "task-1" },
        { kind: "TASK", id: "task-1" },
        { kind: "TASK", id: "task-2" },
        { kind: "MESSAGE", id: "' OR 1=1 --" },
      ]);
      expect(found).toMatchObject([{ kind: "TASK", number: 5, row: { id: "task-1" } }]);
    });
  });

  describe("a conversation", () => {
    test("is all messages and interventions of its interactions, oldest first, at a known sequence", async () => {
      const [one, two] = [contact({ name: "1" }), contact({ name: "2" })];
      await keep(beginning(one));
      await keep([interventionWrite(one.intervention), messageWrite(one.say("NOTE", 2))]);
      await keep(beginning(two));
      await keep([messageWrite(one.say("AGENT", 3))]);
      const { head, rows } = await store.reader.conversations([one.interaction.id]);
      expect(head).toBe(ledger.head);
      expect(rows.map(({ row }) => row.id)).toEqual([
        "message-1-1",
        "intervention-1",
        "message-1-2",
        "message-1-3",
      ]);
    });

    test("of a thread leaves notes out, and events the customer is not told of, where that alone is asked for", async () => {
      const one = contact();
      const told = { ...one.say("EVENT", 5), told: "JOINED" } as const;
      const said = [one.say("NOTE", 2), one.say("AGENT", 3), one.say("EVENT", 4), told];
      await keep([...beginning(one), ...said.map(messageWrite)]);
      const ids = async (publicOnly: boolean) =>
        (await store.reader.thread("thread-1", publicOnly)).map(({ row }) => row.id);
      expect(await ids(true)).toEqual(["message-1-1", "message-1-3", "message-1-5"]);
      expect(await ids(false)).toEqual([
        "message-1-1",
        "message-1-2",
        "message-1-3",
        "message-1-4",
        "message-1-5",
      ]);
      expect(await store.reader.thread("thread-9", false)).toEqual([]);
    });
  });

  describe("recent work", () => {
    const recent = { queueIds: [sales], agentId: null, since: noon + 1, limit: 10 };

    test("is what was completed or closed since, with its conversation", async () => {
      const [old, late, other] = [
        contact({ name: "old", completedAt: noon }),
        contact({ name: "late" }),
        contact({ name: "other", queueId: support }),
      ];
      for (const each of [old, late, other]) {
        await keep([...beginning(each), interventionWrite(each.intervention, "CLOSED")]);
        await keep(ending(each));
      }
      const { head, rows } = await store.reader.recent(recent);
      expect(head).toBe(ledger.head);
      expect(rows.map(({ row }) => row.id).toSorted()).toEqual([
        "interaction-late",
        "intervention-late",
        "message-late-1",
        "task-late",
      ]);
    });

    test("of a person is what that person completed or owned, whatever the queue", async () => {
      const one = contact({ queueId: support });
      await keep(beginning(one));
      await keep(ending(one));
      const mine = { ...recent, queueIds: [], agentId: "ana" };
      expect(idsOf((await store.reader.recent(mine)).rows, "INTERACTION")).toEqual([
        "interaction-1",
      ]);
      expect((await store.reader.recent({ ...mine, agentId: "ben" })).rows).toEqual([]);
      expect((await store.reader.recent({ ...mine, agentId: null })).rows).toEqual([]);
    });

    test("is the newest where there is too much of it", async () => {
      for (const nth of [1, 2, 3]) {
        const one = contact({ name: String(nth), completedAt: noon + nth * 1000 });
        await keep(beginning(one));
        await keep(ending(one));
      }
      const { rows } = await store.reader.recent({ ...recent, limit: 2 });
      expect(idsOf(rows, "INTERACTION")).toEqual(["interaction-3", "interaction-2"]);
    });
  });

  describe("completed interactions", () => {
    const all = {
      workspaceId: "w1",
      queueIds: [sales],
      ownerId: null,
      text: null,
      before: null,
      limit: 10,
    };
    const found = async (query: Partial<Parameters<Store["reader"]["completed"]>[0]>) =>
      idsOf(await store.reader.completed({ ...all, ...query }), "INTERACTION");

    const complete = async (...stories: Parameters<typeof contact>[0][]) => {
      for (const story of stories) {
        const one = contact(story);
        await keep(beginning(one));
        await keep(ending(one));
      }
    };

    test("come newest first, page after page, none twice and none left out", async () => {
      const stories = Array.from({ length: 9 }, (_, nth) => ({
        name: String(nth),
        completedAt: noon + Math.floor(nth / 3) * 1000,
      }));
      await complete(...stories);
      const seen: string[] = [];
      let before: { completedAt: number; id: string } | null = null;
      for (let page = 0; page < 6; page += 1) {
        const rows = await store.reader.completed({ ...all, before, limit: 2 });
        seen.push(...idsOf(rows, "INTERACTION"));
        const last = rows.at(-1)?.row;
        if (last !== undefined) before = { completedAt: last.completedAt, id: last.id };
      }
      expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((nth) => `interaction-${nth}`));
    });

    test("are those of the queues named, or owned by the person", async () => {
      await complete({ name: "s" }, { name: "q", queueId: support });
      await complete({ name: "o", queueId: support, ownerId: brand("ben") });
      expect(await found({})).toEqual(["interaction-s"]);
      expect(await found({ ownerId: "ben", queueIds: [] })).toEqual(["interaction-o"]);
      expect(await found({ workspaceId: "w2" })).toEqual([]);
    });

    test("are found by name, subject and number, whatever the capitals and the accents' spelling", async () => {
      await complete({ displayNumber: 4821 });
      const texts = ["zoë", "ÖZIL", "Zoe\u0308", "parcel", "#4821", "482", "  parcel ", ""];
      for (const text of texts) expect(await found({ text }), text).toEqual(["interaction-1"]);
    });

    test("are not found by what only looks like a pattern, a field or a query", async () => {
      await complete({ displayNumber: 4821 });
      for (const text of ["%", "_", "\\", "'", "xyz", "customerName", "w1"]) {
        expect(await found({ text }), text).toEqual([]);
      }
    });

    test("are found by quotation marks, backslashes and line ends in what they say", async () => {
      await complete({ subject: 'He said "\\no"\nand left' });
      for (const text of ['"', "\\no", 'said "', "\n"]) {
        expect(await found({ text: `x${text}` }), text).toEqual([]);
      }
      for (const text of ['said "\\', '"\nand', "\\NO"]) {
        expect(await found({ text }), text).toEqual(["interaction-1"]);
      }
    });

    test("are found by their last line", async () => {
      const one = contact();
      const completed = { ...one.completed, lastLine: "It stands in the hall" };
      await keep(beginning(one));
      await keep(ending({ ...one, completed }));
      expect(await found({ text: "hall" })).toEqual(["interaction-1"]);
    });

    test("keep each of their completions", async () => {
      const one = contact();
      await complete({});
      const completed = { ...one.completed, completedAt: noon + 90_000 };
      await keep([interactionWrite(one.interaction)]);
      await keep(ending({ ...one, completed }).slice(1));
      const rows = await store.reader.completions(one.interaction.id);
      expect(rows.map(({ row }) => row.completedAt)).toEqual([noon + 60_000, noon + 90_000]);
    });
  });

  describe("access", () => {
    const anna: Account = {
      userId: "u1",
      workspaceId: "w1",
      username: "anna",
      name: "Anna",
      roles: ["agent"],
      teamIds: ["t1"],
      queueIds: ["sales"],
      enabled: true,
      password: "scrypt$1",
    };
    const token: TokenRecord = {
      hash: "h1",
      kind: "VISITOR",
      subject: "u1",
      workspaceId: "w1",
      threadId: "thread-1",
      sourceId: null,
      createdAt: noon,
      lastUsedAt: noon,
      expiresAt: noon + 1000,
      revoked: false,
    };

    test("finds an account by its name, in whatever capitals, and by its id", async () => {
      await store.access.putAccount(anna);
      expect(await store.access.accountByUsername("Anna")).toEqual(anna);
      expect(await store.access.accountById("u1")).toEqual(anna);
      expect(await store.access.accountByUsername("ben")).toBeNull();
    });

    test("replaces an account, and lists all by name", async () => {
      await store.access.putAccount({ ...anna, userId: "u2", username: "zoe" });
      await store.access.putAccount(anna);
      await store.access.putAccount({ ...anna, enabled: false });
      const all = await store.access.accounts();
      expect(all.map(({ username, enabled }) => [username, enabled])).toEqual([
        ["anna", false],
        ["zoe", true],
      ]);
    });

    test("refuses a name that somebody else has, and goes on", async () => {
      await store.access.putAccount(anna);
      const twin = { ...anna, userId: "u2", username: "ANNA" };
      await expect(store.access.putAccount(twin)).rejects.toThrow(/UNIQUE/);
      await keep([agentWrite("a1")]);
      expect(await store.access.accountById("u2")).toBeNull();
    });

    test("keeps a token until it is revoked, and revoked for good", async () => {
      await store.access.putToken(token);
      await store.access.touchToken("h1", noon + 500, noon + 5000);
      const used = { ...token, lastUsedAt: noon + 500, expiresAt: noon + 5000 };
      expect(await store.access.token("h1")).toEqual(used);
      await store.access.revokeToken("h1");
      await store.access.touchToken("h1", noon + 600, noon + 6000);
      await store.access.putToken(token);
      expect(await store.access.token("h1")).toMatchObject({ revoked: true });
      expect(await store.access.token("h2")).toBeNull();
    });

    test("revokes all tokens of one person and nobody else's", async () => {
      await store.access.putToken(token);
      await store.access.putToken({ ...token, hash: "h2", kind: "USER", subject: "u2" });
      await store.access.revokeTokensOf("u1");
      expect(await store.access.token("h1")).toMatchObject({ revoked: true });
      expect(await store.access.token("h2")).toMatchObject({ revoked: false });
    });
  });

  describe("a commit that fails", () => {
    const fail = async () => {
      const bad = ledger.commit([agentWrite("a1"), messageWrite(contact().say("AGENT"))]);
      await expect(store.append(bad)).rejects.toThrow(/FOREIGN KEY/);
      ledger.takeBack(bad);
    };

    test("leaves nothing behind", async () => {
      await keep([agentWrite("a2")]);
      await fail();
      await store.reopen();
      const { head, rows } = await store.live(0);
      expect([head, idsOf(rows, "AGENT")]).toEqual([1, ["a2"]]);
      expect(await store.reader.events(1, 10)).toEqual([]);
    });

    test("stops everything that writes until the store was opened anew", async () => {
      await fail();
      const good = ledger.commit([agentWrite("a1")]);
      await expect(store.append(good)).rejects.toThrow(/earlier write failed/);
      await expect(store.append(good)).rejects.toThrow(/earlier write failed/);
      await expect(store.live(0)).rejects.toThrow(/earlier write failed/);
      await expect(store.access.revokeTokensOf("u1")).rejects.toThrow(/earlier write failed/);
      await store.reopen();
      await store.append(good);
      expect((await store.live(0)).head).toBe(1);
    });

    test("takes those with it that were sent after it", async () => {
      const bad = { ...ledger.commit([agentWrite("a1")]), epoch: 2 };
      const next = ledger.commit([agentWrite("a2")]);
      const ends = await Promise.allSettled([store.append(bad), store.append(next)]);
      expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      await store.reopen();
      expect((await store.live(0)).rows).toEqual([]);
    });

    test("does not stop the reading", async () => {
      await keep([agentWrite("a2")]);
      await fail();
      expect(await store.reader.fetch([{ kind: "AGENT", id: "a2" }])).toHaveLength(1);
    });
  });
}
