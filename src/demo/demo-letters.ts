import { type ListId, brand } from "../domain/id.ts";
import type { PullList } from "../domain/pull-list.ts";
import type { Visitor } from "./contact.ts";
import { chatMrd, source } from "./demo-queues.ts";

/** Who writes a letter waits in a list until somebody picks it: nobody is offered it. */
const letters = brand<ListId>("letters");
const fromBilling = source("letters", "Letters", "billing");

export const demoLists: readonly PullList[] = [
  {
    id: letters,
    name: "Requests by letter",
    description: "No hurry: whoever has time joins one",
    mrdId: chatMrd.id,
    queueId: fromBilling.queueId,
  },
];

/** From here a conversation may also be handed on to an outside number or address. */
export const letterSource = {
  ...fromBilling,
  arrival: { mode: "PULL", workflowId: null, listId: letters, externalTransfer: "BLIND" },
} as const;

export interface Letter extends Visitor {
  readonly text: string;
}

const from = (name: string, text: string): Letter => ({
  sourceId: letterSource.id,
  name,
  email: null,
  text,
});

export const demoLetters: readonly Letter[] = [
  from("Yara Silva", "Please send me a copy of my contract by post. I do not use e-mail."),
  from("Tove Lund", "I was charged twice in October. The bank statement is enclosed."),
  from("Emil Brandt", "My father has died. Please end his contract; the certificate is enclosed."),
];
