import type { FastifyInstance } from "fastify";
import { TaskRouterConfiguration, toTaskRouter } from "../../../protocol/task-router.ts";
import { route, typed, idInPath } from "./api.ts";
import { type SettingsParts, administer, changedSchema, agreed, found } from "./settings-routes.ts";

const sent = typed(TaskRouterConfiguration);
const url = "/workflows/:id/configuration";

/** A workflow in the Task Router's own words, both ways. */
export function addWorkflowRoutes(app: FastifyInstance, parts: SettingsParts): void {
  const { access, settings } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url,
      summary: "A workflow as the Task Router writes it",
      who: ["USER"],
      params: idInPath,
      reply: TaskRouterConfiguration,
    },
    ({ params }) => toTaskRouter(found(settings.get("WORKFLOW", params.id), "workflow")),
  );
  route(
    app,
    access,
    {
      method: "PUT",
      url,
      summary: "Set a workflow's filters and targets as the Task Router writes them",
      who: ["USER"],
      params: idInPath,
      body: sent,
      handlerChecksBody: true,
      reply: changedSchema("WORKFLOW"),
    },
    async ({ session, params, body: { task_routing } }) => {
      administer(parts, session.actor);
      return agreed(await settings.change("WORKFLOW", params.id, { task_routing }));
    },
  );
}
