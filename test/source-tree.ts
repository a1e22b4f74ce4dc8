/** The syntax trees of src, and what each file imports: what checks of its structure look at. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

export const repository = join(import.meta.dirname, "..");
/** All of src, with forward slashes. */
export const sourceFiles = globSync("src/**/*.{ts,tsx}", { cwd: repository }).map((file) =>
  file.replaceAll("\\", "/"),
);
export const read = (file: string): string => readFileSync(join(repository, file), "utf8");

export interface Import {
  readonly from: string;
  readonly isType: boolean;
}

/** A node of the syntax tree, looked at from outside only. */
export type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;

/** Every node of a syntax tree; pushed rather than yielded, which at this depth takes several times as long. */
function walk(value: unknown, into: Tree[]): Tree[] {
  if (Array.isArray(value)) for (const item of value) walk(item, into);
  else if (isTree(value)) {
    into.push(value);
    for (const key in value) walk(value[key], into);
  }
  return into;
}

export function parse(file: string, code: string): Tree[] {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  return walk(program, []);
}

export const literal = (node: unknown): string | undefined =>
  isTree(node) && node.type === "Literal" && typeof node.value === "string"
    ? node.value
    : undefined;

const specifiersAreTypes = (node: Tree, kind: string): boolean =>
  Array.isArray(node.specifiers) &&
  node.specifiers.length > 0 &&
  node.specifiers.every((one) => isTree(one) && one[kind] === "type");

function importOf(node: Tree): Import | undefined {
  const from = literal(node.source);
  if (from === undefined) return undefined;
  switch (node.type) {
    case "ImportDeclaration":
      return { from, isType: node.importKind === "type" || specifiersAreTypes(node, "importKind") };
    case "ExportNamedDeclaration":
      return { from, isType: node.exportKind === "type" || specifiersAreTypes(node, "exportKind") };
    case "ExportAllDeclaration":
      return { from, isType: node.exportKind === "type" };
    case "TSImportType":
      return { from, isType: true };
    case "ImportExpression":
      return { from, isType: false };
    default:
      return undefined;
  }
}

/** `new URL("./worker.ts", import.meta.url)` loads a file just as an import does. */
function urlOf(node: Tree): Import | undefined {
  const isUrl = node.type === "NewExpression" && nameOf(node.callee) === "URL";
  const from = isUrl && Array.isArray(node.arguments) ? literal(node.arguments[0]) : undefined;
  return from?.startsWith(".") ? { from, isType: false } : undefined;
}

function requireOf(node: Tree): Import | undefined {
  const isRequire = node.type === "CallExpression" && nameOf(node.callee) === "require";
  const from = isRequire && Array.isArray(node.arguments) ? literal(node.arguments[0]) : undefined;
  return from === undefined ? undefined : { from, isType: false };
}

/** `a` or `a.b` as text. */
export function nameOf(node: unknown): string | undefined {
  if (!isTree(node)) return undefined;
  if (node.type === "Identifier" && typeof node.name === "string") return node.name;
  if (node.type !== "MemberExpression") return undefined;
  const property = literal(node.property) ?? nameOf(node.property);
  return `${nameOf(node.object)}.${property}`;
}

/** All that a file brings in, in whichever way: as a value, as a type, lazily, as a worker. */
export function importsIn(file: string, code: string): Import[] {
  return parse(file, code)
    .map((node) => importOf(node) ?? urlOf(node) ?? requireOf(node))
    .filter((found) => found !== undefined);
}
