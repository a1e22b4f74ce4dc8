import { describe, expect, test } from "vitest";
import type { CommandId } from "../../../src/domain/id.ts";
import { atHome, comeHome } from "../../../src/renderer/shell/homecoming.ts";
import type { Connection, OutboxEntry } from "../../../src/sync/desk.ts";

type State = Connection["state"];
type Entry = readonly [id: string, state: OutboxEntry["state"]];

/** What is told after each step of the line and the outbox. */
function told(steps: readonly (readonly [State, ...Entry[]])[]) {
  let now = atHome;
  return steps.map(([state, ...entries]) => {
    const outbox = entries.map(([id, each]) => ({ id: id as CommandId, state: each }));
    now = comeHome(now, { state }, outbox);
    return now.told;
  });
}

describe("a line that comes back", () => {
  test("tells what was sent and what needs somebody, once all that waited has its end", () => {
    expect(
      told([
        ["OFFLINE", ["a", "WAITING"], ["b", "WAITING"], ["old", "REFUSED"]],
        ["LIVE", ["a", "WAITING"], ["b", "WAITING"], ["old", "REFUSED"]],
        ["LIVE", ["a", "SENDING"], ["b", "SENDING"], ["old", "REFUSED"]],
        ["LIVE", ["b", "REFUSED"], ["old", "REFUSED"]],
      ]).at(-1),
    ).toEqual({ sent: 1, needYou: 1 });
  });

  test("tells nothing where nothing waited, nor of what is done while it stands", () => {
    expect(told([["OFFLINE"], ["LIVE"], ["LIVE", ["a", "SENDING"]], ["LIVE"]])).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test("begins anew when it is lost again before all is sent", () => {
    expect(
      told([
        ["LIVE", ["a", "WAITING"]],
        ["RECONNECTING", ["a", "WAITING"], ["b", "WAITING"]],
        ["LIVE", ["a", "WAITING"], ["b", "WAITING"]],
        ["LIVE"],
      ]),
    ).toEqual([null, null, null, { sent: 2, needYou: 0 }]);
  });
});
