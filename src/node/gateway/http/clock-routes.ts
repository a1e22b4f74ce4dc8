import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { route } from "./api.ts";
import { ProblemError } from "./problem.ts";
import { type SettingsParts, administer } from "./settings-routes.ts";

const Clock = Type.Object({
  /** Node time. */
  now: Type.Integer(),
  /** How far the machine's clock is ahead of what has passed. */
  aheadMs: Type.Integer(),
  /** True while node time stands still, for the machine's clock has leapt by more than an hour. */
  held: Type.Boolean(),
});

/** Which time is right, where the machine's clock has leapt: an administrator says. */
export function addClockRoutes(app: FastifyInstance, parts: SettingsParts): void {
  const { access, engine } = parts;
  const reading = () => ({
    now: engine.now(),
    aheadMs: Math.round(engine.clock.aheadMs),
    held: engine.clock.isHeld,
  });
  const who = ["USER"] as const;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/clock",
      summary: "Node time beside the machine's clock",
      who,
      reply: Clock,
    },
    ({ session }) => {
      administer(parts, session.actor);
      return reading();
    },
  );
  route(
    app,
    access,
    {
      method: "POST",
      url: "/clock/follow",
      summary:
        "Say that the machine's clock, which has leapt, is right: node time follows within a second",
      who,
      reply: Clock,
    },
    ({ session }) => {
      administer(parts, session.actor);
      if (!engine.clock.go())
        throw new ProblemError(
          "TRANSITION_NOT_ALLOWED",
          "the clock is not held: there is nothing to follow",
        );
      return reading();
    },
  );
}
