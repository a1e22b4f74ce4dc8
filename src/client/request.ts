import { API_PREFIX } from "../protocol/version.ts";
import { isSafeNodeUrl } from "../protocol/node-address.ts";
import type { Fetch } from "./port.ts";

/** What the node answered instead of what was asked for. Without an answer at all the code is UNREACHABLE. */
export class NodeProblem extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = "NodeProblem";
    this.code = code;
    this.status = status;
  }
}

export interface NodeAccess {
  readonly nodeUrl: string;
  readonly token: string | null;
  readonly fetch: Fetch;
}

interface Question {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the API's prefix, with its query. */
  readonly path: string;
  readonly body?: unknown;
}

/** The node's answer. It is trusted to have the promised shape: the node checks its own replies against the schemas. */
export async function request<Answer>(access: NodeAccess, question: Question): Promise<Answer> {
  const { status, ok, text } = await send(access, question);
  const answer = parse(text);
  if (!ok) throw problemOf(status, answer);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the door of our own node's answers
  return answer as Answer;
}

async function send(access: NodeAccess, question: Question) {
  // Before anything is sent: a token on an open line is everybody's.
  if (!isSafeNodeUrl(access.nodeUrl))
    throw new NodeProblem("TLS_REQUIRED", 0, "beyond this computer a node is reached by https");
  const headers: Record<string, string> = { Accept: "application/json" };
  if (access.token !== null) headers["Authorization"] = `Bearer ${access.token}`;
  if (question.body !== undefined) headers["Content-Type"] = "application/json";
  const body = question.body === undefined ? {} : { body: JSON.stringify(question.body) };
  // Not as a method: a browser's own fetch minds what it is called on.
  const { fetch } = access;
  const url = `${access.nodeUrl}${API_PREFIX}${question.path}`;
  try {
    const reply = await fetch(url, { method: question.method, headers, ...body });
    return { status: reply.status, ok: reply.ok, text: await reply.text() };
  } catch (cause) {
    throw new NodeProblem("UNREACHABLE", 0, cause instanceof Error ? cause.message : "no answer");
  }
}

function parse(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problemOf(status: number, answer: unknown): NodeProblem {
  const fields = typeof answer === "object" && answer !== null ? answer : {};
  const code = "code" in fields && typeof fields.code === "string" ? fields.code : "UNEXPECTED";
  const detail = "detail" in fields && typeof fields.detail === "string" ? fields.detail : code;
  return new NodeProblem(code, status, detail);
}
