import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { SettingProblem } from "./check.ts";

type Fault = ReturnType<ReturnType<typeof Compile>["Errors"]>[number];

/** Reads a shape once; the function answers all that does not fit it, each with the place of its field. */
export function faultsIn(schema: TSchema): (body: unknown) => readonly SettingProblem[] {
  const shape = Compile(schema);
  return (body) => {
    if (shape.Check(body)) return [];
    const faults = shape.Errors(body);
    const told = faults.filter((fault) => !isEcho(fault));
    return (told.length > 0 ? told : faults).flatMap(problemsOf);
  };
}

/** What a fault somewhere else leads to: a second word on an unknown field, the other branches of a choice. */
function isEcho({ keyword, params, schemaPath }: Fault): boolean {
  if (keyword === "additionalProperties" || keyword === "anyOf") return true;
  return keyword === "type" && params.type === "null" && schemaPath.includes("/anyOf/");
}

function problemsOf({ keyword, params, instancePath, message }: Fault): SettingProblem[] {
  const path = instancePath.slice(1).replaceAll("/", ".");
  const at = path === "" ? "" : `${path}.`;
  if (keyword === "required")
    return params.requiredProperties.map((name) => problem(`${at}${name}`, "has to be said"));
  return [problem(path, keyword === "boolean" ? "there is no such field" : message)];
}

function problem(path: string, message: string): SettingProblem {
  return { path, message, isRule: false };
}
