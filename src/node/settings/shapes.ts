import Type, { type TObject, type TSchema } from "typebox";
import { type SettingKind, settingsSchemas } from "../../protocol/settings.ts";
import { TaskRouterConfiguration } from "../../protocol/task-router.ts";
import { beginnings, nested } from "./defaults.ts";

type Fields = Readonly<Record<string, TSchema>>;

/** What is sent to make a setting: what begins by itself may be left out, the id too. */
export function creationOf(kind: SettingKind): TObject {
  const begun = new Set(["id", ...Object.keys(beginnings[kind])]);
  return withFields(kind, (name, schema) => (begun.has(name) ? Type.Optional(schema) : schema));
}

/** What is sent to change one: what is not named stays as it is. */
export function changeOf(kind: SettingKind): TObject {
  return withFields(kind, (name, schema) => (name === "id" ? null : Type.Optional(schema)));
}

function withFields(
  kind: SettingKind,
  asSent: (name: string, schema: TSchema) => TSchema | null,
): TObject {
  const fields: Record<string, TSchema> = {};
  for (const [name, schema] of Object.entries<TSchema>(fieldsOf(kind))) {
    const whole = nested.has(name) && Type.IsObject(schema) ? Type.Partial(schema) : schema;
    const sent = asSent(name, whole);
    if (sent !== null) fields[name] = sent;
  }
  return Type.Object(fields, { additionalProperties: false });
}

/** A workflow may be sent in the Task Router's words too. */
function fieldsOf(kind: SettingKind): Fields {
  const { properties } = settingsSchemas[kind];
  const { task_routing } = TaskRouterConfiguration.properties;
  return kind === "WORKFLOW"
    ? { ...properties, task_routing: Type.Optional(task_routing) }
    : properties;
}
