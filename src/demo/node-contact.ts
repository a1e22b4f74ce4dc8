import { Link } from "../client/link.ts";
import { NodeClock } from "../client/node-clock.ts";
import { NodeProblem, request } from "../client/request.ts";
import { signIn } from "../client/session.ts";
import { type CommandId, brand } from "../domain/id.ts";
import type { VisitorReply } from "../protocol/http.ts";
import type { Contact, CustomerLine, Surroundings, Visitor } from "./contact.ts";
import { NodeDesk } from "./node-desk.ts";
import { Patience } from "./patience.ts";
import { ViewRows } from "./view-rows.ts";

const overAlready = new Set(["INTERACTION_COMPLETED", "THREAD_CLOSED"]);

/** The node's public API and its socket, used as a widget and a desk use them. */
export function nodeContact(around: Surroundings): Contact {
  const { nodeUrl, fetch } = around;
  const patience = new Patience(around);
  return {
    visit: async ({ sourceId, name, email }: Visitor, answered) => {
      const path = `/sources/${encodeURIComponent(sourceId)}/visitors`;
      const began = await patience.persist(() =>
        request<VisitorReply>(
          { nodeUrl, token: null, fetch },
          { method: "POST", path, body: { name, email } },
        ),
      );
      return customerLine({ around, patience }, began, answered);
    },
    signIn: async (account, changed) => {
      const session = await patience.persist(() => signIn({ nodeUrl, fetch, ...account }));
      return new NodeDesk(around, session, changed);
    },
    close: () => patience.end(),
  };
}

function customerLine(
  { around, patience }: { around: Surroundings; patience: Patience },
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
  /** False when there is nothing left to do it in: the agent was quicker. */
  const unlessOver = async (path: string, body: object): Promise<boolean> => {
    try {
      await patience.persist(() => request(access, { method: "POST", path, body }));
      return true;
    } catch (error) {
      if (error instanceof NodeProblem && overAlready.has(error.code)) return false;
      throw error;
    }
  };
  return {
    say: (text) => unlessOver("/visitor/messages", { messageId: around.newId(), body: text }),
    leave: async () => {
      const id = brand<CommandId>(around.newId());
      await unlessOver("/commands", { id, type: "customer.leave", body: { threadId } });
    },
    close: () => link.close(),
  };
}
