import type { FastifyInstance } from "fastify";
import Type, { type TSchema } from "typebox";
import { MESSAGE_MAX_LENGTH } from "../../../domain/message.ts";
import { interactionStart } from "../../../protocol/commands/interaction-start.ts";
import { InstantOrNever, LineText, ProseText } from "../../../protocol/text.ts";
import { taskCreate } from "../../../protocol/commands/task-create.ts";
import { taskSetMediaState } from "../../../protocol/commands/task-set-media-state.ts";
import { taskSetState } from "../../../protocol/commands/task-set-state.ts";
import type { CommandType } from "../../../protocol/commands.ts";
import { IdText, nullable } from "../../../protocol/schema.ts";
import { type ApiParts, route, typed } from "./api.ts";
import { Applied, submit } from "./command-routes.ts";
import { IdempotencyHeader, commandIdOf, idMade, keyOf } from "./ids.ts";
import { type At, ofIntervention, ofThread, ownTask, taskOfOffer } from "./objects.ts";

/** Calls that the sources name, each over the command that decides it: same decision, same outcome, same events. */
interface Act {
  readonly url: string;
  readonly summary: string;
  readonly command: CommandType;
  /** Fields of the command's body that the caller sends. */
  readonly fields?: Record<string, TSchema>;
  /** Ids that the caller may leave to the node. */
  readonly made?: readonly string[];
  /** The command's body from the path and what was sent. */
  readonly body: (
    parts: ApiParts,
    at: At & { readonly mediaId?: string },
  ) => Promise<object> | object;
}

const { taskId: _task, ...stateFields } = taskSetState.body.properties;
const { taskId: _ofTask, mediaId: _media, ...mediaFields } = taskSetMediaState.body.properties;
const text = ProseText(MESSAGE_MAX_LENGTH, 1);

const acts: readonly Act[] = [
  {
    url: "/tasks",
    summary: "Bring work in, for a workflow or a queue",
    command: "task.create",
    fields: taskCreate.body.properties,
    made: ["taskId", "interactionId"],
    body: () => ({}),
  },
  {
    url: "/tasks/:id/state",
    summary: "A task's state, as source 002 calls it: any transition of the table, and no other",
    command: "task.setState",
    fields: stateFields,
    body: (_parts, { id }) => ({ taskId: id }),
  },
  {
    url: "/tasks/:id/media/:mediaId/state",
    summary: "The state of one of a task's media, as source 002 calls it",
    command: "task.setMediaState",
    fields: mediaFields,
    body: (_parts, { id, mediaId }) => ({ taskId: id, mediaId }),
  },
  {
    url: "/reservations/:id/accept",
    summary: "Accept an offer",
    command: "offer.accept",
    body: taskOfOffer,
  },
  {
    url: "/reservations/:id/reject",
    summary: "Decline an offer",
    command: "offer.decline",
    fields: { reason: nullable(LineText(200)) },
    body: taskOfOffer,
  },
  {
    url: "/interactions",
    summary: "Begin a conversation with a customer",
    command: "interaction.start",
    fields: interactionStart.body.properties,
    made: ["interactionId", "taskId"],
    body: () => ({}),
  },
  {
    url: "/interventions/:id/close",
    summary: "Close a case, and with it the tasks that served it",
    command: "intervention.close",
    body: ofIntervention,
  },
  {
    url: "/interventions/:id/cancel",
    summary: "Take a case without a reply back",
    command: "intervention.cancel",
    body: ofIntervention,
  },
  {
    url: "/interventions/:id/reassign",
    summary: "Give a case to another agent",
    command: "intervention.assign",
    fields: { agentId: IdText(), bypass: Type.Boolean() },
    body: ofIntervention,
  },
  {
    url: "/interventions/:id/reopen",
    summary: "Take a closed case up again",
    command: "interaction.reopen",
    made: ["taskId"],
    body: ofIntervention,
  },
  {
    url: "/interventions/:id/defer",
    summary: "Put a case off until an instant, or until the customer writes",
    command: "task.defer",
    fields: { until: InstantOrNever() },
    body: ownTask,
  },
  {
    url: "/interventions/:id/comments",
    summary: "A note for colleagues",
    command: "note.add",
    fields: { body: text },
    made: ["messageId"],
    body: ofIntervention,
  },
  {
    url: "/threads/:id/interventions",
    summary: "Take up a conversation that nobody has",
    command: "interaction.engage",
    made: ["taskId"],
    body: ofThread,
  },
  {
    url: "/threads/:id/messages",
    summary: "Say something to the customer, in your own conversation",
    command: "message.post",
    fields: { body: text },
    made: ["messageId"],
    body: ofThread,
  },
];

interface Path {
  readonly id?: string;
  readonly mediaId?: string;
}
const id = IdText();
const paths = {
  none: typed(Type.Unsafe<Path>(Type.Object({}))),
  one: typed(Type.Unsafe<Path>(Type.Object({ id }))),
  two: typed(Type.Unsafe<Path>(Type.Object({ id, mediaId: id }))),
};

export function addActRoutes(app: FastifyInstance, parts: ApiParts): void {
  for (const act of acts) addAct(app, parts, act);
}

function addAct(app: FastifyInstance, parts: ApiParts, act: Act): void {
  const made = act.made ?? [];
  const fields = Object.entries(act.fields ?? {}).map(([name, schema]) => [
    name,
    made.includes(name) || isNullable(schema) ? Type.Optional(schema) : schema,
  ]);
  const body = typed(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- names and schemas of this very table
    Type.Object(Object.fromEntries(fields) as Record<string, TSchema>, {
      additionalProperties: false,
    }),
  );
  route(
    app,
    parts.access,
    {
      method: "POST",
      url: act.url,
      summary: act.summary,
      who: ["USER"],
      params: pathOf(act.url),
      headers: IdempotencyHeader,
      ...(fields.length === 0 ? {} : { body }),
      reply: Applied,
    },
    async ({ session, params, body: sent, request }) => {
      const { actor } = session;
      const { id: named = "", mediaId } = params;
      const at = { id: named, actor, ...(mediaId === undefined ? {} : { mediaId }) };
      const placed = await act.body(parts, at);
      const nothing = Object.keys(act.fields ?? {}).flatMap((name) =>
        isNullable(act.fields?.[name]) ? [[name, null] as const] : [],
      );
      const key = keyOf(request);
      // A repeated request with the same key names the same ids, or its body would be another one.
      const idFor = (name: string) => (key === null ? parts.newId() : idMade(actor, key, name));
      const ids = made.map((name) => [name, idFor(name)] as const);
      const fill = Object.fromEntries([...nothing, ...ids]);
      const command = {
        id: key === null ? parts.newId() : commandIdOf(key),
        type: act.command,
        body: { ...fill, ...sent, ...placed },
      };
      return submit(parts, actor, command);
    },
  );
}

function pathOf(url: string) {
  if (url.includes(":mediaId")) return paths.two;
  return url.includes(":id") ? paths.one : paths.none;
}

function isNullable(schema: TSchema | undefined): boolean {
  return schema !== undefined && JSON.stringify(schema).includes('"type":"null"');
}
