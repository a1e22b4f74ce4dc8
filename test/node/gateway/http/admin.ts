import type { RunningNode } from "../../../../src/node/run.ts";
import { type Answer, addPerson, ask, startNode, tokenOf } from "../harness.ts";

export const api = "/api/v1";
export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

export interface Sent {
  readonly body?: unknown;
  readonly who?: string;
  readonly key?: string;
}

/** A node with an administrator, an agent, a supervisor and a bot, and one way to ask it. */
export class AdminDesk {
  readonly node: RunningNode;

  private constructor(node: RunningNode) {
    this.node = node;
  }

  static async open(): Promise<AdminDesk> {
    const node = await startNode();
    await addPerson(node, { username: "root", queues: [], role: "admin" });
    await addPerson(node, { username: "ana", queues: ["billing"] });
    const sam = { username: "sam", queues: ["billing"], role: "supervisor", teams: ["red"] };
    await addPerson(node, { ...sam, role: "supervisor" });
    await addPerson(node, { username: "robot", queues: [], role: "bot" });
    return new AdminDesk(node);
  }

  async call<T = Record<string, unknown>>(
    method: Method,
    path: string,
    { body, who = "root", key }: Sent = {},
  ): Promise<Answer<T>> {
    const token = await tokenOf(this.node, who);
    const headers = key === undefined ? {} : { headers: { "idempotency-key": key } };
    const sent = body === undefined ? {} : { body };
    return ask<T>(this.node, api + path, { method, token, ...sent, ...headers });
  }

  make(path: string, body: object, key?: string): Promise<Answer<{ id: string }>> {
    return this.call("POST", path, { body, ...(key === undefined ? {} : { key }) });
  }
}

export interface Page<T = { id: string }> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface Operation {
  readonly summary: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
}
/** The OpenAPI document as it is served. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Call {
  readonly method: Method;
  /** Below the prefix, with `{id}` where ids stand. */
  readonly path: string;
  readonly operation: Operation;
}

export async function callsOf(node: RunningNode): Promise<Call[]> {
  const { body } = await ask<Document>(node, "/openapi.json");
  return Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase() as Method,
      path: path.replace(api, ""),
      operation,
    })),
  );
}

export function bodySchemaOf({ operation }: Call): object | undefined {
  return operation.requestBody?.content["application/json"]?.schema;
}
