import type { Answer, Api } from "../../../src/widget/api.ts";
import type { Line } from "../../../src/widget/line.ts";
import { type Conversing, notBegun, type Standing } from "../../../src/widget/standing.ts";
import type { Socket } from "../../../src/widget/live.ts";

type Listener = (event: { readonly data: unknown }) => void;

/** A socket whose other end is the test. */
export class FakeSocket implements Socket {
  readonly sent: { readonly frame: string; readonly [field: string]: unknown }[] = [];
  closed = false;
  #n = 0;
  readonly #listeners = new Map<string, Listener[]>();

  send(data: string): void {
    this.sent.push(JSON.parse(data) as FakeSocket["sent"][number]);
  }
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.#tell("close");
  }
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  open(): void {
    this.#tell("open");
    this.hear({ frame: "welcome", feedId: "feed" });
    this.list();
  }
  list(): void {
    this.#n += 1;
    this.hear({ frame: "list", n: this.#n, rows: [] });
  }
  /** A message as the node pushes it; `skip` leaves a hole in the numbers. */
  push(
    message: { id: string; kind?: string; body: string; at: number; writtenAt?: number },
    skip = 0,
  ): void {
    this.#n += 1 + skip;
    const { id, kind = "AGENT", body, at: createdAt, writtenAt } = message;
    const author = kind === "CUSTOMER" ? "CUSTOMER" : "PERSON";
    const said = { id, kind, author, body, createdAt, writtenAt };
    const row = { ...said, authorName: "Ana Ruiz", interactionId: "interaction" };
    const rows = [{ kind: "MESSAGE", number: createdAt, seq: createdAt, row }];
    this.hear({ frame: "changes", n: this.#n, rows, gone: [], outcomes: [] });
  }
  hear(frame: object): void {
    this.#tell("message", { data: JSON.stringify(frame) });
  }
  /** How the conversation stands, as the node tells it. */
  stands(conversing: Partial<Conversing>): void {
    const conversation = { ...notBegun, interactionId: "interaction", ...conversing };
    this.hear({ frame: "conversation", conversation });
  }
  frames(name: string): unknown[] {
    return this.sent.filter((frame) => frame.frame === name);
  }

  #tell(type: string, event: { readonly data: unknown } = { data: null }): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}

export function customerLine(id: string, body: string, at: number): Line {
  return { id, from: "CUSTOMER", author: "CUSTOMER", name: "Jo", body, event: null, at };
}

export function agentLine(id: string, body: string, at: number): Line {
  return { id, from: "AGENT", author: "PERSON", name: "Ana", body, event: null, at };
}

/** A node that keeps messages by their id, and answers as it is told to. */
export class FakeNode {
  readonly kept: Line[] = [];
  readonly posted: string[] = [];
  /** How often a page was told that its message is taken. */
  readonly taken = new Map<string, number>();
  readonly acts: string[] = [];
  /** Up to which lines pages have said that they have shown it. */
  readonly acknowledged: string[] = [];
  begun = 0;
  conversing: Conversing = notBegun;
  place: Standing = null;
  mood: "FINE" | "DOWN" | "LOSES_ANSWERS" | { readonly refuses: string; readonly status: number } =
    "FINE";

  readonly api: Api = {
    begin: () => {
      const answer = this.#answer({ token: `token-${this.begun}` });
      if (answer.end === "DONE") this.begun += 1;
      return Promise.resolve(answer);
    },
    messages: () => {
      const { conversing } = this;
      return Promise.resolve(this.#answer({ lines: [...this.kept], conversing }));
    },
    acknowledge: (_token, id) => {
      const answer = this.#answer(null);
      if (answer.end === "DONE") this.acknowledged.push(id);
      return Promise.resolve(answer);
    },
    end: () => this.#act("end"),
    rate: (_token, { stars, comment }) => this.#act(`${stars} ${comment}`),
    wait: () => Promise.resolve(this.#answer(this.place)),
    post: (_token, { id, body }) => {
      this.posted.push(id);
      if (this.mood === "DOWN") return Promise.resolve({ end: "LATER", afterMs: null });
      if (typeof this.mood === "object") return Promise.resolve(this.#answer(null));
      const known = this.kept.find((message) => message.id === id);
      const at = known?.at ?? 1000 + this.kept.length;
      if (known === undefined) this.kept.push(customerLine(id, body, at));
      if (this.mood === "LOSES_ANSWERS") return Promise.resolve({ end: "LATER", afterMs: null });
      this.taken.set(id, (this.taken.get(id) ?? 0) + 1);
      return Promise.resolve({ end: "DONE", value: at });
    },
  };

  #act(what: string): Promise<Answer<null>> {
    const answer = this.#answer(null);
    if (answer.end === "DONE") this.acts.push(what);
    return Promise.resolve(answer);
  }

  #answer<T>(value: T): Answer<T> {
    if (this.mood === "DOWN") return { end: "LATER", afterMs: null };
    if (typeof this.mood !== "object") return { end: "DONE", value };
    return { end: "REFUSED", status: this.mood.status, code: this.mood.refuses };
  }
}
