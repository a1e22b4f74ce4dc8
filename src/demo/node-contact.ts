import { Link } from "../client/link.ts";
import { NodeClock } from "../client/node-clock.ts";
import type { Connect, Fetch, Timing } from "../client/port.ts";
import { NodeProblem, request } from "../client/request.ts";
import { signIn } from "../client/session.ts";
import { type CommandId, brand } from "../domain/id.ts";
import type { VisitorReply } from "../protocol/http.ts";
import type { Contact, CustomerLine, Visitor } from "./contact.ts";
import { NodeDesk } from "./node-desk.ts";
import { ViewRows } from "./view-rows.ts";

export interface Surroundings extends Timing {
  readonly nodeUrl: string;
  readonly fetch: Fetch;
  readonly connect: Connect;
  /** An id as clients make them. */
  newId(): string;
}

const tries = 8;
const firstPauseMs = 400;

/** The node's public API and its socket, used as a widget and a desk use them. */
export function nodeContact(around: Surroundings): Contact {
  const { nodeUrl, fetch } = around;
  return {
    visit: async ({ sourceId, name, email }: Visitor, answered) => {
      const path = `/sources/${encodeURIComponent(sourceId)}/visitors`;
      const began = await persist(around, () =>
        request<VisitorReply>(
          { nodeUrl, token: null, fetch },
          { method: "POST", path, body: { name, email } },
        ),
      );
      return customerLine(around, began, answered);
    },
    signIn: async (account, changed) => {
      const session = await persist(around, () => signIn({ nodeUrl, fetch, ...account }));
      return new NodeDesk(around, session, changed);
    },
  };
}

function customerLine(
  around: Surroundings,
  { token, threadId }: VisitorReply,
  answered: (text: string) => void,
): CustomerLine {
  const access = { nodeUrl: around.nodeUrl, token, fetch: around.fetch };
  const rows = new ViewRows((frame) => link.send(frame));
  const link = new Link({ ...around, token, device: around.newId() }, new NodeClock(around), {
    welcomed: () => {
      rows.reconcile();
      return null;
    },
    received: (frame) => {
      for (const each of rows.take(frame) ?? []) {
        if (each.kind === "MESSAGE" && each.row.kind === "AGENT") answered(each.row.body);
      }
    },
    lost: () => undefined,
    ended: () => undefined,
  });
  link.open();
  return {
    say: async (text) => {
      const body = { messageId: around.newId(), body: text };
      await persist(around, () =>
        request(access, { method: "POST", path: "/visitor/messages", body }),
      );
    },
    leave: async () => {
      const id = brand<CommandId>(around.newId());
      const body = { id, type: "customer.leave", body: { threadId } };
      await persist(around, () => request(access, { method: "POST", path: "/commands", body }));
    },
    close: () => link.close(),
  };
}

/** Asks again while nobody knows the answer: the same question, so that nothing happens twice. */
async function persist<T>(around: Timing, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const mayPass = error instanceof NodeProblem && isPassing(error);
      if (!mayPass || attempt === tries) throw error;
      await pause(around, firstPauseMs * 2 ** attempt * (0.5 + around.random()));
    }
  }
}

function isPassing({ status }: NodeProblem): boolean {
  return status === 0 || status === 429 || status >= 500;
}

function pause(around: Timing, ms: number): Promise<void> {
  return new Promise((resolve) => {
    around.after(ms, resolve);
  });
}
