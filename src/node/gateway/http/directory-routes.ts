import type { FastifyInstance } from "fastify";
import { settingsSchemas } from "../../../protocol/settings.ts";
import { isInUse } from "../../settings/check.ts";
import { route } from "./api.ts";
import { askedPage, pageFrom, pageOf } from "./paging.ts";
import type { SettingsParts } from "./settings-routes.ts";

/** What people choose from. */
export function addDirectoryRoutes(app: FastifyInstance, parts: SettingsParts): void {
  const { access } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/reasons",
      summary: "The reasons for being not ready that people may choose",
      who: ["USER"],
      query: askedPage,
      reply: pageOf(settingsSchemas.REASON),
    },
    ({ query }) =>
      pageFrom(parts.settings.all("REASON").filter(isInUse), ({ id }) => [0, id], query),
  );
}
