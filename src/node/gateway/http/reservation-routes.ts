import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Offer } from "../../../domain/offer.ts";
import { literals } from "../../../protocol/schema.ts";
import { type ApiParts, route, idInPath } from "./api.ts";
import { askedPage, pageFrom, pageOf } from "./paging.ts";
import { ProblemError } from "./problem.ts";
import { Sight } from "./sight.ts";

const statuses = ["pending", "accepted", "rejected", "timeout", "canceled"] as const;
const statusOf: Readonly<Record<Offer["state"], (typeof statuses)[number]>> = {
  PENDING: "pending",
  ACCEPTED: "accepted",
  REJECTED: "rejected",
  TIMEOUT: "timeout",
  CANCELED: "canceled",
};
const Reservation = Type.Object({
  id: Type.String(),
  taskId: Type.String(),
  agentId: Type.String(),
  status: literals(statuses),
  createdAt: Type.Integer(),
  expiresAt: Type.Integer(),
});

/** The offers of a request, over all its attempts: each attempt is a task of its own here. */
export function addReservationRoutes(app: FastifyInstance, parts: ApiParts): void {
  route(
    app,
    parts.access,
    {
      method: "GET",
      url: "/tasks/:id/reservations",
      summary: "Every offer of a request, over all its attempts, the first one first",
      who: ["USER"],
      params: idInPath,
      query: askedPage,
      reply: pageOf(Reservation),
    },
    async ({ session, params, query }) => {
      const found = await new Sight(parts, session.actor).read("TASK", params.id);
      if (found === null) throw new ProblemError("TASK_NOT_FOUND");
      const { rootTaskId, interactionId } = found.row;
      const tasks = await parts.store.reader.tasksOf(interactionId);
      const offers = tasks.flatMap(({ row }) => {
        if (row.rootTaskId !== rootTaskId || row.offer === null) return [];
        const { id, agentId, state, createdAt, expiresAt } = row.offer;
        return [{ id, taskId: row.id, agentId, status: statusOf[state], createdAt, expiresAt }];
      });
      return pageFrom(offers, ({ createdAt, id }) => [createdAt, id], query);
    },
  );
}
