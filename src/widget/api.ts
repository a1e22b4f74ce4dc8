import type { Problem, VisitorReply } from "../protocol/http.ts";
import { type Line, lineIn } from "./line.ts";
import { type Conversing, conversingIn, type Standing } from "./standing.ts";
import type { API_PREFIX } from "../protocol/version.ts";
import { isRecord, numberIn, textIn } from "./reading.ts";

const prefix: typeof API_PREFIX = "/api/v1";
const answerWithinMs = 15_000;

/** LATER: nobody knows whether it was done, so the same is asked again. REFUSED: asking again is no use. */
export type Answer<T> =
  | { readonly end: "DONE"; readonly value: T }
  | { readonly end: "REFUSED"; readonly status: number; readonly code: string }
  | { readonly end: "LATER"; readonly afterMs: number | null };

export type Begun = Pick<VisitorReply, "token">;

/** All of the conversation that is for its customer, and how it stands. */
export interface Told {
  readonly lines: readonly Line[];
  readonly conversing: Conversing;
}

export interface Rated {
  readonly interactionId: string;
  readonly stars: number;
  readonly comment: string;
}

export interface Api {
  begin(visitor: { name: string; email: string | null }): Promise<Answer<Begun>>;
  messages(token: string): Promise<Answer<Told>>;
  /** Where the customer stands who waits or waited; null where nobody is waited for. */
  wait(token: string): Promise<Answer<Standing>>;
  /** The time the node gave the message, if it says so. */
  post(token: string, message: { id: string; body: string }): Promise<Answer<number | null>>;
  /** The page has shown the conversation up to this line. */
  acknowledge(token: string, id: string): Promise<Answer<null>>;
  end(token: string): Promise<Answer<null>>;
  rate(token: string, rated: Rated): Promise<Answer<null>>;
}

export function httpApi(origin: string, source: string): Api {
  const address = (path: string): string => `${origin}${prefix}${path}`;
  return {
    begin: async (visitor) => {
      const path = `/sources/${encodeURIComponent(source)}/visitors`;
      return read(await ask(address(path), { body: visitor }), parseBegun);
    },
    messages: async (token) =>
      read(await ask(address("/visitor/messages"), { token }), parseMessages),
    wait: async (token) => read(await ask(address("/visitor/wait"), { token }), parseWait),
    post: async (token, { id, body }) => {
      const asked = { token, body: { messageId: id, body } };
      return read(await ask(address("/visitor/messages"), asked), (value) => ({
        read: numberIn(value, "at"),
      }));
    },
    acknowledge: async (token, messageId) =>
      read(await ask(address("/visitor/delivered"), { token, body: { messageId } }), nothing),
    end: async (token) => read(await ask(address("/visitor/end"), { token, body: {} }), nothing),
    rate: async (token, body) =>
      read(await ask(address("/visitor/rating"), { token, body }), nothing),
  };
}

async function ask(
  address: string,
  request: { token?: string; body?: object },
): Promise<Answer<unknown>> {
  const headers: Record<string, string> = {};
  if (request.token !== undefined) headers["authorization"] = `Bearer ${request.token}`;
  if (request.body !== undefined) headers["content-type"] = "application/json";
  try {
    const reply = await fetch(address, {
      method: request.body === undefined ? "GET" : "POST",
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return await answerOf(reply);
  } catch {
    return { end: "LATER", afterMs: null };
  }
}

const mayPass = new Set([408, 425, 429]);

async function answerOf(reply: Response): Promise<Answer<unknown>> {
  if (reply.status >= 500 || mayPass.has(reply.status)) {
    const seconds = Number(reply.headers.get("retry-after") ?? Number.NaN);
    return { end: "LATER", afterMs: Number.isFinite(seconds) ? seconds * 1000 : null };
  }
  const value: unknown = reply.status === 204 ? null : await reply.json().catch(() => null);
  if (reply.ok) return { end: "DONE", value };
  const code: keyof Problem = "code";
  return { end: "REFUSED", status: reply.status, code: textIn(value, code) ?? "" };
}

/** An answer that is not what was agreed upon is as good as none. */
function read<T>(
  answer: Answer<unknown>,
  parse: (value: unknown) => { read: T } | null,
): Answer<T> {
  if (answer.end !== "DONE") return answer;
  const parsed = parse(answer.value);
  return parsed === null ? { end: "LATER", afterMs: null } : { end: "DONE", value: parsed.read };
}

function parseBegun(value: unknown): { read: Begun } | null {
  const token = textIn(value, "token");
  return token === null ? null : { read: { token } };
}

const nothing = (): { read: null } => ({ read: null });
const fields = {
  from: "from",
  name: "name",
  event: "event",
  at: "at",
  writtenAt: "writtenAt",
} as const;

function parseMessages(value: unknown): { read: Told } | null {
  if (!isRecord(value) || !Array.isArray(value["messages"])) return null;
  const conversing = conversingIn(value["conversation"]);
  if (conversing === null) return null;
  const lines = value["messages"].flatMap((each: unknown) => lineIn(each, fields) ?? []);
  return { read: { lines, conversing } };
}

function parseWait(value: unknown): { read: Standing } | null {
  if (!isRecord(value)) return null;
  const { waiting } = value;
  if (waiting === null && value["nobodyAvailable"] === true) return { read: "NOBODY" };
  const position = numberIn(waiting, "position");
  if (position === null) return waiting === null ? { read: null } : null;
  return { read: { position, estimatedWaitMs: numberIn(waiting, "estimatedWaitMs") } };
}
