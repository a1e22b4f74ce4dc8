import { describe, expect, test } from "vitest";
import { POLL_LEASE_MS, RELOAD_MS } from "../../../src/domain/absence.ts";
import { CustomerPresence } from "../../../src/node/engine/customer-presence.ts";
import { anInteraction } from "../../domain/sample.ts";

const start = 1_000_000;
const plain = anInteraction();
/** A conversation whose customer's presence is watched, and who wrote before the node began. */
const watched = anInteraction({
  lastCustomerAt: start - 500_000,
  clocks: { ...plain.clocks, presence: { awaySince: null, isOver: false } },
});
const { threadId } = watched;

describe("a customer's presence (F23)", () => {
  test("lasts while one of their pages is connected, and as long as a reload after the last", () => {
    const presence = new CustomerPresence(start);
    presence.note(threadId, "CONNECTED", start);
    presence.note(threadId, "CONNECTED", start);
    presence.note(threadId, "DISCONNECTED", start + 10);
    expect(presence.goneSince(watched, start + 900_000)).toBeNull();
    presence.note(threadId, "DISCONNECTED", start + 20);
    expect(presence.noticeAt(watched)).toBe(start + 20 + RELOAD_MS);
    expect(presence.goneSince(watched, start + 20 + RELOAD_MS)).toBe(start + 20);
  });

  test("of a page without a socket lasts from question to question", () => {
    const presence = new CustomerPresence(start);
    presence.note(threadId, "ASKED", start + 5);
    expect(presence.noticeAt(watched)).toBe(start + 5 + POLL_LEASE_MS);
    // A tab that only asks says nothing of the end of another that is connected.
    presence.note(threadId, "CONNECTED", start + 10);
    presence.note(threadId, "ASKED", start + 20);
    presence.note(threadId, "DISCONNECTED", start + 30);
    expect(presence.noticeAt(watched)).toBe(start + 30 + RELOAD_MS);
  });

  test("is not ended by a page that ends and was never connected", () => {
    const presence = new CustomerPresence(start);
    presence.note(threadId, "ASKED", start + 5);
    presence.note(threadId, "DISCONNECTED", start + 6);
    expect(presence.noticeAt(watched)).toBe(start + 5 + POLL_LEASE_MS);
  });

  test("is unknown after a start and after a sleep: it begins anew, with their own words as the last sign", () => {
    const presence = new CustomerPresence(start);
    expect(presence.goneSince(watched, start + POLL_LEASE_MS)).toBe(start);
    presence.note(threadId, "ASKED", start + 5);
    const woken = start + 3_600_000;
    presence.restart(woken);
    expect(presence.noticeAt(watched)).toBe(woken + POLL_LEASE_MS);
    const wrote = { ...watched, lastCustomerAt: woken + 70 };
    expect(presence.noticeAt(wrote)).toBe(woken + 70 + POLL_LEASE_MS);
  });

  test("that was left is forgotten, and nobody waits where it is not watched", () => {
    const presence = new CustomerPresence(start);
    presence.note(threadId, "ASKED", start + 5);
    presence.forget(threadId);
    expect(presence.noticeAt(watched)).toBe(start + POLL_LEASE_MS);
    expect(presence.noticeAt(plain)).toBeGreaterThan(start * 1000);
  });
});
