import type { Command } from "./command.ts";
import { printResult } from "./output.ts";
import { askNode, remoteHelp, remoteOptions } from "./remote.ts";

interface Reading {
  readonly now: number;
  readonly aheadMs: number;
  readonly held: boolean;
}

export const clock: Command = {
  name: "clock",
  what: "a node's time; or say that its machine's clock, which has leapt, is right",
  options: {
    follow: { what: "the machine's clock is right: node time follows it" },
    ...remoteOptions,
  },
  more: [
    "A node whose machine's clock leaps by more than an hour stands still until the clock is back or somebody says this.",
    "Node time never goes back: follow only a clock that is right. Only an administrator may ask.",
    ...remoteHelp,
  ],
  run: async (given) => {
    const reading = await askNode(given, (remote) =>
      given.flag("follow") ? remote.post<Reading>("/clock/follow") : remote.get<Reading>("/clock"),
    );
    printResult(given, reading, inWords(reading, given.flag("follow")));
    return 0;
  },
};

function inWords({ now, aheadMs, held }: Reading, follows: boolean): string {
  const time = `Node time is ${new Date(now).toISOString()}.`;
  const ahead = `The machine's clock is ${Math.round(aheadMs / 1000)} s ahead of what has passed.`;
  if (follows) return `${ahead} The node follows it within a second.`;
  return held
    ? `${time} ${ahead} The node stands still: set the clock right, or switchyard clock --follow.`
    : `${time} It runs.`;
}
