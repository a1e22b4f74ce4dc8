import type { TSchema } from "typebox";
import { Shape, type ShapeFault } from "../shape.ts";
import type { SettingProblem } from "./check.ts";

/** Reads a shape once; the function answers all that does not fit it, each with the place of its field. */
export function faultsIn(schema: TSchema): (body: unknown) => readonly SettingProblem[] {
  const shape = new Shape(schema);
  return (body) => {
    if (shape.check(body)) return [];
    const faults = shape.faults(body);
    const told = faults.filter((fault) => !isEcho(fault));
    return (told.length > 0 ? told : faults).flatMap(problemsOf);
  };
}

/** What a fault somewhere else leads to: a second word on an unknown field, the other branches of a choice. */
function isEcho({ keyword, params, schemaPath }: ShapeFault): boolean {
  if (keyword === "additionalProperties" || keyword === "anyOf") return true;
  return keyword === "type" && params.type === "null" && schemaPath.includes("/anyOf/");
}

function problemsOf({ keyword, params, instancePath, message }: ShapeFault): SettingProblem[] {
  const path = instancePath.slice(1).replaceAll("/", ".");
  const at = path === "" ? "" : `${path}.`;
  if (keyword === "required")
    return params.requiredProperties.map((name) => problem(`${at}${name}`, "has to be said"));
  return [problem(path, keyword === "boolean" ? "there is no such field" : message)];
}

function problem(path: string, message: string): SettingProblem {
  return { path, message, isRule: false };
}
