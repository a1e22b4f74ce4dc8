import { type Customer, knownAs } from "../../domain/customer.ts";
import type { Interaction } from "../../domain/interaction.ts";
import type { Draft } from "./draft.ts";

/** What is newly known of a customer: on the record, and on all open work that repeats it. Completed work keeps what was. */
export function writeCustomer(draft: Draft, customer: Customer): void {
  const before = draft.get("CUSTOMER", customer.id);
  if (before === undefined || before === customer) return;
  draft.put("CUSTOMER", customer, "CUSTOMER_CHANGED", {
    before: factsOf(before),
    after: factsOf(customer),
  });
  for (const interaction of draft.activeOf(customer.id)) {
    const known = knownAs(interaction, customer);
    if (known !== interaction) draft.put("INTERACTION", known, "INTERACTION_CHANGED");
  }
}

/** What goes on again, or anew, goes on with the customer as they are known now. */
export function asKnownNow<I extends Interaction>(draft: Draft, interaction: I): I {
  const customer = draft.get("CUSTOMER", interaction.customerId);
  return customer === undefined ? interaction : knownAs(interaction, customer);
}

const factsOf = ({ name, email }: Customer) => ({ name, email });
