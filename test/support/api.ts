import { demoPeople } from "../../src/demo/demo-people.ts";
import type { Command, CommandType, Outcome } from "../../src/protocol/commands.ts";

/** A person or a customer at the node's public API. Answers are JSON; a refusal is its problem document. */
export class Api {
  readonly url: string;
  readonly token: string | null;

  constructor(url: string, token: string | null = null) {
    this.url = url;
    this.token = token;
  }

  async request<T>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }> {
    const headers: Record<string, string> = {};
    if (this.token !== null) headers["authorization"] = `Bearer ${this.token}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === "" ? null : JSON.parse(text)) as T };
  }

  async get<T>(path: string): Promise<T> {
    const { status, body } = await this.request<T>("GET", path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** A command over HTTP; the outcome, or the problem that stands for it. */
  command<T extends CommandType>(
    command: Command<T>,
  ): Promise<{ status: number; body: Outcome & { outcome?: Outcome } }> {
    return this.request("POST", "/commands", command);
  }
}

/** What somebody of the demo signs in with. */
export function passwordOf(username: string): string {
  const person = demoPeople.find((each) => each.username === username);
  if (person === undefined) throw new Error(`no ${username} in the demo`);
  return person.password;
}

/** The API as somebody of the demo. */
export function apiOf(url: string, username: string): Promise<Api> {
  return signIn(url, username, passwordOf(username));
}

export async function signIn(url: string, username: string, password: string): Promise<Api> {
  const { status, body } = await new Api(url).request<{ token: string }>("POST", "/sessions", {
    username,
    password,
  });
  if (status !== 200 && status !== 201)
    throw new Error(`sign-in: ${status} ${JSON.stringify(body)}`);
  return new Api(url, body.token);
}

export interface Visitor {
  readonly api: Api;
  readonly threadId: string;
  readonly customerId: string;
}

export async function beginVisit(url: string, source: string, name: string): Promise<Visitor> {
  const begun = await new Api(url).request<{ token: string; threadId: string; customerId: string }>(
    "POST",
    `/sources/${source}/visitors`,
    { name },
  );
  if (begun.status >= 300)
    throw new Error(`visitor: ${begun.status} ${JSON.stringify(begun.body)}`);
  const { token, threadId, customerId } = begun.body;
  return { api: new Api(url, token), threadId, customerId };
}

/** A customer comes by a source, and writes. */
export async function customerWrites(
  url: string,
  name: string,
  text: string,
  source = "web",
): Promise<Visitor> {
  const visitor = await beginVisit(url, source, name);
  await visitor.api.request("POST", "/visitor/messages", { body: text });
  return visitor;
}

/** What was said in a customer's conversation; lines that tell what happened (joined, ended) are left out. */
export async function spoken({ api }: Visitor): Promise<string[]> {
  const { messages } = await api.get<{ messages: { body: string; event: string | null }[] }>(
    "/visitor/messages",
  );
  return messages.filter(({ event }) => event === null).map(({ body }) => body);
}
