import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { changeTypes } from "../../src/protocol/changes.ts";
import { generated, table } from "../generated.ts";
import { type EventName, eventNames, outcomeOf, stateNames } from "./states.ts";
import { rows } from "./state-rows.ts";

/**
 * What must come of every event in every state, in the order of `stateNames`: QUEUED, RESERVED, ACTIVE, WRAP_UP,
 * then closed as done, rung out, declined, withdrawn. "–": the type lets nobody try.
 */
const expected: Readonly<Record<EventName, readonly string[]>> = {
  reserve: ["RESERVED", "–", "–", "–", "–", "–", "–", "–"],
  "accept, own": [
    "TASK_NOT_RESERVED",
    "ACTIVE",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_EXPIRED",
    "OFFER_DECLINED",
    "OFFER_WITHDRAWN",
  ],
  "accept, foreign": [
    "TASK_NOT_RESERVED",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
  ],
  "accept, wrong offer": [
    "TASK_NOT_RESERVED",
    "OFFER_NOT_FOUND",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "accept, late": [
    "TASK_NOT_RESERVED",
    "OFFER_EXPIRED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_EXPIRED",
    "OFFER_DECLINED",
    "OFFER_WITHDRAWN",
  ],
  "decline, own": [
    "TASK_NOT_RESERVED",
    "CLOSED(RONA) REJECTED + QUEUED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_EXPIRED",
    "OFFER_DECLINED",
    "OFFER_WITHDRAWN",
  ],
  "decline, foreign": [
    "TASK_NOT_RESERVED",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
    "NOT_YOUR_OFFER",
  ],
  "decline, late": [
    "TASK_NOT_RESERVED",
    "OFFER_EXPIRED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_ALREADY_ACCEPTED",
    "OFFER_EXPIRED",
    "OFFER_DECLINED",
    "OFFER_WITHDRAWN",
  ],
  "ringOut, early": [
    "TASK_NOT_RESERVED",
    "TOO_EARLY",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
  ],
  "ringOut, due": [
    "TASK_NOT_RESERVED",
    "CLOSED(RONA) TIMEOUT + QUEUED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
  ],
  "ringOut, request over": [
    "TASK_NOT_RESERVED",
    "CLOSED(NO_AGENT_AVAILABLE) TIMEOUT",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
  ],
  withdraw: [
    "TASK_NOT_RESERVED",
    "CLOSED(REROUTE) CANCELED + QUEUED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
  ],
  "withdraw, request over": [
    "TASK_NOT_RESERVED",
    "CLOSED(NO_AGENT_AVAILABLE) CANCELED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
    "TASK_NOT_RESERVED",
  ],
  "expireRequest, early": [
    "TOO_EARLY",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
  ],
  "expireRequest, due": [
    "CLOSED(NO_AGENT_AVAILABLE)",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
  ],
  "resolve, own": [
    "TASK_NOT_ACTIVE",
    "TASK_NOT_ACTIVE",
    "WRAP_UP(DONE)",
    "TASK_NOT_ACTIVE",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "resolve, no wrap-up": [
    "TASK_NOT_ACTIVE",
    "TASK_NOT_ACTIVE",
    "CLOSED(DONE)",
    "TASK_NOT_ACTIVE",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "resolve, foreign": [
    "TASK_NOT_ACTIVE",
    "TASK_NOT_ACTIVE",
    "NOT_YOUR_TASK",
    "TASK_NOT_ACTIVE",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "resolveNot, own": [
    "TASK_NOT_ACTIVE",
    "TASK_NOT_ACTIVE",
    "WRAP_UP(DONE) + QUEUED",
    "TASK_NOT_ACTIVE",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "resolveNot, no wrap-up": [
    "TASK_NOT_ACTIVE",
    "TASK_NOT_ACTIVE",
    "CLOSED(DONE) + QUEUED",
    "TASK_NOT_ACTIVE",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "resolveNot, foreign": [
    "TASK_NOT_ACTIVE",
    "TASK_NOT_ACTIVE",
    "NOT_YOUR_TASK",
    "TASK_NOT_ACTIVE",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  abandon: [
    "CLOSED(CANCELLED)",
    "CLOSED(CANCELLED) CANCELED",
    "TASK_NOT_QUEUED",
    "TASK_NOT_QUEUED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  afterLogout: [
    "TASK_NOT_ACTIVE",
    "CLOSED(AGENT_LOGOUT) CANCELED + QUEUED",
    "CLOSED(AGENT_LOGOUT) + QUEUED",
    "CLOSED(DONE) WRAP_UP_NOT_APPLIED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "submitWrapUp, own": [
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "CLOSED(DONE) WRAP_UP_APPLIED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "submitWrapUp, foreign": [
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "NOT_YOUR_TASK",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "submitWrapUp, empty where required": [
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "DISPOSITION_REQUIRED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "skipWrapUp, own": [
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "CLOSED(DONE) WRAP_UP_NOT_APPLIED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "skipWrapUp, foreign": [
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "NOT_YOUR_TASK",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "skipWrapUp, form required": [
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "DISPOSITION_REQUIRED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
    "TASK_CLOSED",
  ],
  "expireWrapUp, early": [
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TOO_EARLY",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
  ],
  "expireWrapUp, due": [
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "CLOSED(DONE) WRAP_UP_EXPIRED",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
    "TASK_NOT_IN_WRAP_UP",
  ],
};

const cells = eventNames.flatMap((event) =>
  stateNames.map((state, at) => [event, state, expected[event][at]] as const),
);

describe("every event in every state", () => {
  test("has its outcome written down", () => {
    expect(cells.filter(([, , outcome]) => outcome === undefined)).toEqual([]);
    for (const event of eventNames) expect(expected[event]).toHaveLength(stateNames.length);
    expect(Object.keys(expected)).toEqual(eventNames);
  });

  test.each(cells)("%s of a task that is %s: %s", (event, state, outcome) => {
    expect(outcomeOf(state, event)).toBe(outcome);
  });

  test("never opens a closed task again", () => {
    const closed = cells.filter(([, state]) => state.startsWith("CLOSED"));
    for (const [, , outcome] of closed) expect(outcome).toMatch(/^([A-Z_]+|–)$/);
  });
});

describe("docs/states.md", () => {
  test("has the rows and the matrix as they are (RENEW=1 writes them)", () => {
    const rowTable = table(
      ["row", "from", "what happens", "to", "rule", "told"],
      rows.map((row) => [
        row.row,
        row.from,
        row.event,
        row.to,
        link(row.rule),
        row.told.join(", "),
      ]),
    );
    const matrix = table(
      ["event", ...stateNames],
      eventNames.map((event) => [event, ...stateNames.map((state) => outcomeOf(state, event))]),
    );
    for (const [name, made] of [
      ["rows", rowTable],
      ["matrix", matrix],
    ] as const) {
      const { was, is } = generated("docs/states.md", name, made);
      expect(was, "out of date: RENEW=1 npm test writes it").toBe(is);
    }
  });

  test.each(rows)("row $row names a rule that exists, and changes that can be told", (row) => {
    const [file, name] = row.rule.split("#");
    const source = readFileSync(new URL(`../../src/domain/${file}`, import.meta.url), "utf8");
    expect(source).toContain(`export function ${name}(`);
    for (const type of row.told) expect(changeTypes).toContain(type);
  });
});

function link(rule: string): string {
  const [file, name] = rule.split("#");
  return `[${name}](../src/domain/${file})`;
}
