import { type CommandId, type InteractionId, brand } from "../../src/domain/id.ts";
import type { Outcome } from "../../src/protocol/commands.ts";
import type { Desk, Submission } from "../../src/sync/desk.ts";
import { freshPerson } from "./desk-harness.ts";
import { FakeNode } from "./fake-node.ts";

type Decision = Omit<Outcome, "commandId">;

/** A node with a person of its own, what that person has sent, and what becomes of it. */
export interface OutboxNode {
  readonly node: FakeNode;
  /** The first note of a test is `note-1`. */
  readonly note: (desk: Desk, interactionId: string, body?: string) => Submission;
  /** The bodies of what was sent. */
  readonly bodies: () => readonly unknown[];
  readonly refused: (code: string, detail?: string) => Decision;
  /** Keeps what was sent unanswered until the function it gives is called. */
  readonly holdAnswers: () => (id: string, outcome?: Decision) => void;
}

export function freshOutboxNode(): OutboxNode {
  const node = new FakeNode();
  freshPerson(node);
  let notes = 0;
  return {
    node,
    note: (desk, interactionId, body = "Called back") => {
      notes += 1;
      return desk.submit("note.add", {
        interactionId: brand<InteractionId>(interactionId),
        messageId: brand(`note-${notes}`),
        body,
      });
    },
    bodies: () => node.commands.map(({ body }) => ("body" in body ? body.body : body)),
    refused: (code, detail) =>
      ({
        end: "REFUSED",
        code,
        seq: node.head,
        ...(detail === undefined ? {} : { detail }),
      }) as Decision,
    holdAnswers: () => {
      node.decide = () => null;
      return (id, outcome = node.applied()) =>
        node.tell([], [], [{ ...outcome, commandId: brand<CommandId>(id) } as Outcome]);
    },
  };
}
