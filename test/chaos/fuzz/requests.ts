import { bodies } from "../../protocol/samples.ts";
import { type Dice, oddBody, oddValue, pick, vastValue } from "./values.ts";

export interface Operation {
  readonly method: string;
  readonly path: string;
  /** A body with every field that the document knows; null where nothing is sent. */
  readonly body: object | null;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
}
interface OperationObject {
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly schema: { readonly properties?: object } }>
    >;
  };
}

/** Ends the session by which the rest is asked. */
const leftOut = new Set(["delete /api/v1/sessions/current"]);

/** Every call that there is, from the node's own document. */
export async function operationsOf(url: string): Promise<Operation[]> {
  const answer = await fetch(`${url}/openapi.json`);
  const { paths } = (await answer.json()) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => !leftOut.has(`${method} ${path}`))
      .map(([method, { requestBody }]) => {
        const properties = requestBody?.content["application/json"]?.schema.properties;
        const names = Object.keys(properties ?? {});
        const body =
          properties === undefined ? null : Object.fromEntries(names.map((name) => [name, "x"]));
        return { method: method.toUpperCase(), path, body };
      }),
  );
}

const oddPlaces = [
  "x",
  "queue-0",
  "%zz",
  "%00",
  "..%2f..",
  "__proto__",
  "a".repeat(300),
  "%f0%9f%98%80",
  "0",
];
const oddQueries = [
  "",
  "",
  "",
  "?limit=0",
  "?limit=1e9",
  "?cursor=%00",
  "?from=NaN&to=-1",
  "?__proto__=1",
  "?text=%zz",
];
const oddTypes = [
  "application/json",
  "application/json",
  "application/json",
  "text/plain",
  "a/b;c=\u00e9",
  "",
];

/** One request as bytes, for a token or for nobody. */
export function requestOf(
  dice: Dice,
  operations: readonly Operation[],
  token: string | null,
): Buffer {
  const { method, path, body } = pick(dice, operations);
  const place = path.replace(/\{\w+\}/g, () => pick(dice, oddPlaces)) + pick(dice, oddQueries);
  const text = bodyText(dice, path, body);
  const bearer =
    dice() < 0.02
      ? oddValue(dice)
          .replaceAll(/[^ -~]/g, "")
          .slice(0, 200)
      : token;
  const key =
    dice() < 0.2 ? `idempotency-key: ${pick(dice, ["1", "\u00e9", "k".repeat(300)])}\r\n` : "";
  const head =
    `${method} ${place} HTTP/1.1\r\nhost: HOST\r\n` +
    (bearer === null ? "" : `authorization: Bearer ${bearer}\r\n`) +
    key +
    (text === null
      ? ""
      : `content-type: ${pick(dice, oddTypes)}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`);
  return Buffer.from(`${head}\r\n${text ?? ""}`, "utf8");
}

function bodyText(dice: Dice, path: string, body: object | null): string | null {
  if (body === null) return dice() < 0.1 ? oddValue(dice) : null;
  const kind = dice();
  if (kind < 0.05) return vastValue(dice);
  if (kind < 0.15) return oddValue(dice);
  if (path.endsWith("/commands")) {
    const type = pick(dice, Object.keys(bodies)) as keyof typeof bodies;
    return `{"id":"h${Math.floor(dice() * 1e9)}","type":"${type}","body":${oddBody(dice, bodies[type])}}`;
  }
  return oddBody(dice, body);
}
