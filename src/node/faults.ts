import type { TSchema } from "typebox";
import { Settings } from "typebox/system";
import { nearest } from "../domain/rules/nearest.ts";
import { ID_PATTERN } from "../protocol/schema.ts";
import { Shape, type ShapeFault } from "./shape.ts";

/** One thing that is wrong with what was sent: `routing.steps.0.timeoutSec`, and a sentence for people. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

// Whoever corrects a long form wants all of it at once, and nobody wants a list without an end.
Settings.Set({ maxErrors: 100 });

/** Reads a schema once; the function answers all that does not fit it, each with the place of its field. */
export function faultsIn(schema: TSchema): (value: unknown) => readonly Fault[] {
  const shape = new Shape(schema);
  return (value) => (shape.check(value) ? [] : faultsOf(shape, value));
}

/** The one place where a schema's complaint becomes a sentence; what stood there is never repeated. */
export function faultsOf(shape: Shape, value: unknown): readonly Fault[] {
  return told(shape.faults(value), shape.schema);
}

/** `path: sentence`, as it stands in a problem's detail. */
export function faultText({ path, message }: Fault): string {
  return path === "" ? message : `${path}: ${message}`;
}

function told(faults: readonly ShapeFault[], root: TSchema): readonly Fault[] {
  const unions = faults.filter(({ keyword }) => keyword === "anyOf");
  const outer = unions.filter((union) => !unions.some((other) => isInside(union, other)));
  const plain = faults.filter(
    (fault) => fault.keyword !== "anyOf" && !outer.some((union) => isInside(fault, union)),
  );
  return [
    ...plain.flatMap((fault) => sentences(fault, root)),
    ...outer.flatMap((union) => {
      const inside = faults.filter((fault) => isInside(fault, union));
      return toldOfUnion(union, inside, root);
    }),
  ];
}

function isInside(fault: ShapeFault, union: ShapeFault): boolean {
  return (
    fault !== union &&
    fault.schemaPath.startsWith(`${union.schemaPath}/anyOf/`) &&
    fault.instancePath.startsWith(union.instancePath)
  );
}

/** Of several shapes the one that was meant: of the same kind, and with the same word where a word tells them apart. */
function toldOfUnion(
  union: ShapeFault,
  inside: readonly ShapeFault[],
  root: TSchema,
): readonly Fault[] {
  const at = union.instancePath;
  const branches = branchesOf(schemaAt(root, union.schemaPath));
  const within = branches.map((_, index) => {
    const prefix = `${union.schemaPath}/anyOf/${index}`;
    return inside.filter(
      ({ schemaPath }) => schemaPath === prefix || schemaPath.startsWith(`${prefix}/`),
    );
  });
  const isOther = ({ keyword, instancePath }: ShapeFault): boolean =>
    instancePath === at && (keyword === "type" || keyword === "const" || keyword === "enum");
  const alike = within.filter((faults) => !faults.some(isOther));
  const [only] = alike;
  if (only === undefined) {
    const kinds = [...new Set(branches.map(kindOf))];
    return [{ path: dotted(at), message: `has to be ${listed(kinds)}` }];
  }
  if (alike.length === 1) return told(only, root);
  const isWord = ({ keyword, instancePath }: ShapeFault): boolean =>
    (keyword === "const" || keyword === "enum") &&
    instancePath.startsWith(`${at}/`) &&
    !instancePath.slice(at.length + 1).includes("/");
  const meant = alike.find((faults) => !faults.some(isWord));
  if (meant !== undefined) return told(meant, root);
  const words = alike.flatMap((faults) => faults.filter(isWord));
  const allowed = words.flatMap((fault) => allowedBy(fault, root));
  return [{ path: dotted(words[0]?.instancePath ?? at), message: oneOf(allowed) }];
}

function sentences(fault: ShapeFault, root: TSchema): readonly Fault[] {
  const { keyword, params, instancePath } = fault;
  const path = dotted(instancePath);
  if (keyword === "required") {
    const at = path === "" ? "" : `${path}.`;
    return params.requiredProperties.map((name) => ({
      path: `${at}${name}`,
      message: "is required",
    }));
  }
  // Said of the field itself as well.
  if (keyword === "additionalProperties") return [];
  return [{ path, message: sentence(fault, root) }];
}

function sentence(fault: ShapeFault, root: TSchema): string {
  const { keyword, params } = fault;
  const schema = schemaAt(root, fault.schemaPath);
  const said = "description" in schema ? `has to be ${String(schema.description)}` : null;
  switch (keyword) {
    case "boolean":
      return unknownField(fault, root);
    case "type":
      return `has to be ${kindOf(schema)}`;
    case "const":
    case "enum":
      return oneOf(allowedBy(fault, root));
    case "minimum":
      return said ?? `has to be at least ${params.limit}`;
    case "maximum":
      return said ?? `has to be at most ${params.limit}`;
    case "minLength":
      return params.limit === 1 ? "cannot be empty" : `has at least ${params.limit} characters`;
    case "maxLength":
      return `has at most ${params.limit} characters`;
    case "minItems":
      return params.limit === 1 ? "cannot be empty" : `has at least ${params.limit} entries`;
    case "maxItems":
      return `has at most ${params.limit} entries`;
    case "uniqueItems":
      return "names each only once";
    case "minProperties":
      return params.limit === 1
        ? "names at least one field"
        : `has at least ${params.limit} fields`;
    case "maxProperties":
      return `has at most ${params.limit} fields`;
    case "pattern":
      if (params.pattern === ID_PATTERN)
        return "has to be an id: letters, digits and _ : . - alone";
      return said ?? "does not have the right form";
    default:
      return said ?? "does not have the right form";
  }
}

/** Of an open record it is the name that is wrong; of any other object there is no such name. */
function unknownField({ schemaPath, instancePath }: ShapeFault, root: TSchema): string {
  const owner = schemaAt(root, schemaPath.replace(/\/additionalProperties$/, ""));
  if ("patternProperties" in owner) return `is no name that can stand here: ${NAME_HINT}`;
  const known = "properties" in owner ? Object.keys(Object(owner.properties)) : [];
  const near = nearest(instancePath.slice(instancePath.lastIndexOf("/") + 1), known);
  return near === null
    ? "there is no such field"
    : `there is no such field; did you mean "${near}"?`;
}

const NAME_HINT = "1 to 64 visible characters";

function allowedBy({ schemaPath }: ShapeFault, root: TSchema): readonly unknown[] {
  const schema = schemaAt(root, schemaPath);
  if ("enum" in schema && Array.isArray(schema.enum)) return schema.enum;
  return "const" in schema ? [schema.const] : [];
}

function oneOf(allowed: readonly unknown[]): string {
  const words = [...new Set(allowed.map((value) => JSON.stringify(value)))];
  return words.length === 1 ? `has to be ${words.join("")}` : `is one of ${words.join(", ")}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

function kindOf(schema: object): string {
  if ("const" in schema) return JSON.stringify(schema.const);
  if ("anyOf" in schema) return listed(branchesOf(schema).map(kindOf));
  return "type" in schema ? (kinds[String(schema.type)] ?? "something else") : "something else";
}

function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

function branchesOf(schema: object): readonly object[] {
  return "anyOf" in schema && Array.isArray(schema.anyOf) ? schema.anyOf : [];
}

/** `#/properties/u/anyOf/0` in a schema. */
function schemaAt(root: TSchema, pointer: string): object {
  let at: unknown = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null) break;
    at = Reflect.get(at, key);
  }
  return typeof at === "object" && at !== null ? at : {};
}

function dotted(pointer: string): string {
  return pointer.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~");
}
