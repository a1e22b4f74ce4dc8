import fc from "fast-check";
import { expect, test } from "vitest";
import { Columns } from "../../../../src/node/engine/matching/columns.ts";
import { Crew } from "../../../../src/node/engine/matching/crew.ts";
import { before } from "../../../../src/node/engine/matching/orders.ts";
import type { Work } from "../../../../src/node/engine/matching/entries.ts";
import { WorkHeap } from "../../../../src/node/engine/matching/work-heap.ts";

/** Only what the heap and the columns read of it. */
function workNamed(id: string, band: number, orderAt: number): Work {
  return { slot: 0, id, band, orderAt } as Work;
}

/** Few different orders, so that the id decides often. */
const order = fc.record({ band: fc.nat(3), orderAt: fc.nat(2) });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant("add" as const), order }) },
  fc.record({ act: fc.constant("remove" as const), nth: fc.nat() }),
  fc.record({ act: fc.constant("move" as const), nth: fc.nat(), order }),
);

test("whatever comes, leaves and moves, the first of a heap is the most urgent in it, slots used again included", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const columns = new Columns<Work>();
      const heap = new WorkHeap(columns);
      const all: Work[] = [];
      for (const [made, each] of steps.entries()) {
        const work = each.act === "add" ? undefined : all[each.nth % Math.max(1, all.length)];
        if (each.act === "add") {
          const added = workNamed(`t${made % 7}-${made}`, each.order.band, each.order.orderAt);
          added.slot = columns.enter(added);
          heap.add(added);
          all.push(added);
        } else if (work !== undefined && each.act === "remove") {
          heap.remove(work);
          columns.leave(work.slot);
          all.splice(all.indexOf(work), 1);
        } else if (work !== undefined && each.act === "move") {
          Object.assign(work, each.order);
          columns.stand(work.slot, work);
          heap.moved(work);
        }
        const [first] = all.toSorted((left, right) => (before(left, right) ? -1 : 1));
        expect(heap.size).toBe(all.length);
        expect(heap.first?.id).toBe(first?.id);
      }
    }),
  );
});

test("a crew holds whoever came and did not leave, each once", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 200 }), (turns) => {
      const crew = new Crew();
      const there = new Set<number>();
      for (const at of turns) {
        if (there.delete(at)) crew.remove(at);
        else {
          crew.add(at);
          there.add(at);
        }
        expect(crew.members.toSorted((a, b) => a - b)).toEqual(
          [...there].toSorted((a, b) => a - b),
        );
      }
    }),
  );
});
