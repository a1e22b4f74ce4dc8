import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { type CommandId, type InteractionId, brand } from "../../../domain/id.ts";
import { isRefusal } from "../../../domain/refusal.ts";
import { interactionClone } from "../../../protocol/commands/interaction-clone.ts";
import { CommandEnvelope, type Outcome } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { parseEnvelope } from "../frames-in.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import { appliedSeq } from "./customer-routes.ts";
import { IdempotencyHeader, commandIdOf, keyOf } from "./ids.ts";
import { ProblemError, refusedAs } from "./problem.ts";

export const Applied = Type.Object({
  commandId: Type.String(),
  end: Type.Literal("APPLIED"),
  seq: Type.Integer(),
  reply: Type.Any(),
});

const { sourceInteractionId: _path, ...cloneFields } = interactionClone.body.properties;
const CloneBody = Type.Object(
  { ...cloneFields, commandId: Type.Optional(CommandEnvelope.properties.id) },
  { additionalProperties: false },
);

const sentCommandEnvelope = typed(CommandEnvelope);
const sentCloneBody = typed(CloneBody);

export function addCommandRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access, newId } = parts;
  route(
    app,
    access,
    {
      method: "POST",
      url: "/commands",
      summary: "Any command; the same id again gives the same outcome",
      who: ["USER", "VISITOR", "CONNECTOR"],
      body: sentCommandEnvelope,
      reply: Applied,
    },
    ({ session, body }) => submit(parts, session.actor, body),
  );
  route(
    app,
    access,
    {
      method: "POST",
      url: "/interactions/:id/clone",
      summary: "Follow up a completed interaction with a new one; the new ids come from the caller",
      who: ["USER"],
      params: idInPath,
      body: sentCloneBody,
      headers: IdempotencyHeader,
      reply: Applied,
      status: 201,
    },
    ({ session, params, body, request }) => {
      const key = keyOf(request);
      const made = () => brand<CommandId>(key === null ? newId() : commandIdOf(key));
      const { commandId = made(), ...ids } = body;
      const sourceInteractionId = brand<InteractionId>(params.id);
      const command = {
        id: commandId,
        type: "interaction.clone",
        body: { ...ids, sourceInteractionId },
      };
      return submit(parts, session.actor, command);
    },
  );
}

/** Decides a command as the socket would; what is refused is a problem. */
export async function submit(
  { engine, rates }: ApiParts,
  actor: Actor,
  sent: unknown,
): Promise<Outcome> {
  const waitMs = rates.waitMs(actor);
  if (waitMs > 0)
    throw new ProblemError("RATE_LIMITED", "too many commands", {}, Math.ceil(waitMs / 1000));
  const command = parseEnvelope(sent);
  if (isRefusal(command)) throw refusedAs(command);
  const outcome = await engine.submit(actor, command);
  appliedSeq(outcome);
  return outcome;
}
