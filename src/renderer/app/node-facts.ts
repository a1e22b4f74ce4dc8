import type { Fetch } from "../../client/port.ts";

export interface DemoLogin {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly role: string;
}

/** What a node tells a stranger: whether it is a demo, and whether nobody has an account yet. */
export interface NodeFacts {
  readonly demo: readonly DemoLogin[] | null;
  readonly needsSetUp: boolean;
  /** False when nothing answers at its address. */
  readonly isThere: boolean;
}

const unknown: NodeFacts = { demo: null, needsSetUp: false, isThere: true };

/** Asked before signing in; a node that says nothing is simply one with accounts. */
export async function askNode(nodeUrl: string, fetch: Fetch): Promise<NodeFacts> {
  try {
    const reply = await fetch(`${nodeUrl}/healthz`, {
      method: "GET",
      headers: { Accept: "application/json" },
    });
    return reply.ok ? readFacts(JSON.parse(await reply.text())) : unknown;
  } catch {
    return { ...unknown, isThere: false };
  }
}

export function readFacts(answer: unknown): NodeFacts {
  if (typeof answer !== "object" || answer === null) return unknown;
  const demo = "demo" in answer && Array.isArray(answer.demo) ? loginsOf(answer.demo) : null;
  return { demo, needsSetUp: "needsSetUp" in answer && answer.needsSetUp === true, isThere: true };
}

function loginsOf(list: readonly unknown[]): readonly DemoLogin[] {
  return list.flatMap((entry) => {
    if (typeof entry !== "object" || entry === null) return [];
    const text = (name: string) => {
      const value: unknown = Reflect.get(entry, name);
      return typeof value === "string" ? value : "";
    };
    const login = {
      username: text("username"),
      password: text("password"),
      name: text("name"),
      role: text("role"),
    };
    return login.username === "" ? [] : [login];
  });
}
