import { expect } from "vitest";
import { type Centre, type Settings, openCentre } from "./centre.ts";
import { StubbornStore } from "./stubborn-store.ts";

/** A centre whose store does not do as it is told. */
export async function openStubborn(settings: Settings = {}) {
  const store = new StubbornStore();
  const centre = await openCentre({ ...settings, store });
  return { store, centre };
}

/** Every sequence number stands in the feed once, from the first to the head. */
export async function expectNoHoles(centre: Centre) {
  const events = await centre.store.reader.events(0, 100_000);
  expect(events.map((event) => event.seq)).toEqual(
    Array.from({ length: centre.engine.head }, (_, place) => place + 1),
  );
}
