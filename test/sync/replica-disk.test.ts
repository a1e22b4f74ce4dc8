import { Subject } from "rxjs";
import { afterEach, describe, expect, test } from "vitest";
import { type RowKind, rowKinds } from "../../src/protocol/rows.ts";
import { Changes } from "../../src/sync/changes.ts";
import { DiskMirror, removeRows, writeRows } from "../../src/sync/replica-disk.ts";
import { Replica } from "../../src/sync/replica.ts";
import { schemaHash, storedSchema } from "../../src/sync/row-schemas.ts";
import { type Stores, openStores } from "../../src/sync/stores.ts";
import { storages } from "./desk-harness.ts";
import { interactionRow, me, workOf } from "./rows.ts";

let stores: Stores | null = null;
let opened = 0;

afterEach(async () => {
  await stores?.remove();
  stores = null;
});

async function openFresh(storage: Parameters<typeof openStores>[1]): Promise<Stores> {
  opened += 1;
  stores = await openStores({ nodeId: `n${opened}`, nodeName: "", me }, storage);
  return stores;
}

const row = (seq: number, subject = `at ${seq}`, feed = "f") => ({
  ...interactionRow("i1", { subject }),
  number: 1,
  seq,
  feed,
});

describe.each(storages)("on %s storage", (_name, storage) => {
  test("every schema opens, nine collections in all, and takes and gives rows of its kind", async () => {
    const { replica, outbox, drafts, state } = await openFresh(storage());
    expect(Object.values(replica)).toHaveLength(rowKinds.length);
    for (const [kind, each] of workOf("i1")) {
      await writeRows(replica[kind], [{ ...each, number: 1, seq: 1, feed: "f" }]);
      expect((await replica[kind].findOne(each.id).exec())?.toJSON()).toMatchObject({ ...each });
    }
    for (const kept of [outbox, drafts, state]) {
      await kept.insert({ id: "a", kind: "K", format: 1, body: "{}" });
      expect(kept.schema.version).toBe(0);
    }
  });

  test("a row is written only over a lower sequence of its feed", async () => {
    const { INTERACTION } = (await openFresh(storage())).replica;
    const subject = async () => (await INTERACTION.findOne("i1").exec())?.get("subject") as unknown;
    await writeRows(INTERACTION, [row(5)]);
    await writeRows(INTERACTION, [row(4)]);
    expect(await subject()).toBe("at 5");
    await writeRows(INTERACTION, [row(6)]);
    expect(await subject()).toBe("at 6");
    await writeRows(INTERACTION, [row(1, "restored", "g")]);
    expect(await subject()).toBe("restored");
  });

  test("a removed row leaves none of its text behind, and may come back", async () => {
    const { INTERACTION } = (await openFresh(storage())).replica;
    await writeRows(INTERACTION, [row(5, "a secret")]);
    await removeRows(INTERACTION, [{ id: "i1", number: 1, seq: 5, feed: "f" }]);
    expect(await INTERACTION.find().exec()).toEqual([]);
    const [left] = await INTERACTION.storageInstance.findDocumentsById(["i1"], true);
    expect(left?._deleted).toBe(true);
    expect(JSON.stringify(left)).not.toContain("secret");
    expect(JSON.stringify(left)).not.toContain("Mia");
    await writeRows(INTERACTION, [row(7)]);
    expect((await INTERACTION.findOne("i1").exec())?.get("subject")).toBe("at 7");
  });

  test("a removal that comes late takes no newer row with it", async () => {
    const { INTERACTION } = (await openFresh(storage())).replica;
    await writeRows(INTERACTION, [row(8)]);
    await removeRows(INTERACTION, [{ id: "i1", number: 1, seq: 5, feed: "f" }]);
    expect(await INTERACTION.find().exec()).toHaveLength(1);
  });
});

test.each(storages)(
  "what is read at once is what was written, without what was removed (%s)",
  async (_n, storage) => {
    const { replica, readAll } = await openFresh(storage());
    const kept = { ...row(4), id: "i2", number: 2 };
    await writeRows(replica.INTERACTION, [row(3), kept]);
    await removeRows(replica.INTERACTION, [row(5)]);
    expect(await readAll("INTERACTION")).toEqual([kept]);
  },
);

describe("what another page does while the disk is being read", () => {
  /** A disk that was read before the events below, and answers after them. */
  async function reading(read: object[], events: object[]): Promise<Replica> {
    const $ = new Subject<object>();
    let answer: (rows: object[]) => void = () => {};
    const later = new Promise<object[]>((resolve) => (answer = resolve));
    const kinds = rowKinds.map((kind) => [kind, { $: new Subject<object>() }]);
    const replica = { ...Object.fromEntries(kinds), INTERACTION: { $ } };
    const readAll = (kind: RowKind) => (kind === "INTERACTION" ? later : Promise.resolve([]));
    const disk = { replica, readAll } as unknown as Stores;
    const memory = new Replica(new Changes());
    const mirror = new DiskMirror(disk, memory, () => true);
    const loading = mirror.load(rowKinds);
    for (const event of events) $.next(event);
    answer(read);
    await loading;
    mirror.close();
    return memory;
  }
  const subject = (memory: Replica) => memory.row("INTERACTION", "i1")?.subject ?? null;
  const put = (seq: number) => ({ operation: "UPDATE", documentId: "i1", documentData: row(seq) });
  const gone = { operation: "DELETE", documentId: "i1" };

  test("is not undone by what was read", async () => {
    expect(subject(await reading([row(1)], []))).toBe("at 1");
    expect(subject(await reading([row(1)], [put(2)]))).toBe("at 2");
    expect(subject(await reading([row(1)], [gone]))).toBeNull();
    expect(subject(await reading([row(1)], [gone, put(3)]))).toBe("at 3");
  });
});

test("what is indexed is required and of known size", () => {
  for (const kind of rowKinds) {
    const schema = storedSchema(kind);
    const indexed = [schema.primaryKey, ...(schema.indexes ?? [])].flat().map(String);
    for (const field of indexed) {
      expect(schema.required).toContain(field);
      const property = (schema.properties as Record<string, object>)[field];
      expect(property).toSatisfy((each: object) => "maxLength" in each || "multipleOf" in each);
    }
    expect(JSON.stringify(schema.properties)).not.toContain("~kind");
  }
});

test("the replica's name says which shape it has", () => {
  expect(schemaHash()).toMatch(/^[0-9a-f]{16}$/);
});
