import type { RunningNode } from "../../../src/node/run.ts";
import {
  type Answer,
  type Client,
  addPerson,
  ask,
  readyAgent,
  startNode,
  tokenOf,
} from "./harness.ts";
import { type Method, api } from "./http/admin.ts";

/** Who sets up a node over HTTP, while Ana works at it. */
export interface Administrator {
  readonly node: RunningNode;
  readonly ana: Client;
  /** By the administrator, where no other token is given. */
  readonly call: <T = Record<string, unknown>>(
    method: Method,
    path: string,
    body?: unknown,
    token?: string,
  ) => Promise<Answer<T>>;
}

export async function openAdministrator(): Promise<Administrator> {
  const node = await startNode();
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  await addPerson(node, { username: "ana", queues: ["billing"] });
  const root = await tokenOf(node, "root");
  const ana = await readyAgent(node, "ana");
  const call: Administrator["call"] = (method, path, body, token = root) =>
    ask(node, api + path, { method, token, ...(body === undefined ? {} : { body }) });
  return { node, ana, call };
}
