import type { CustomerId } from "./id.ts";
import type { Interaction } from "./interaction.ts";
import type { Instant } from "./time.ts";

/** What is known of a person by their own word or somebody's, and may be put right. */
export type CustomerFact = "name" | "email";

export interface Customer {
  readonly id: CustomerId;
  readonly name: string;
  readonly email: string | null;
  readonly company: string | null;
  readonly createdAt: Instant;
  /** What somebody here has put right by hand: it stands over whatever messages say later. Left out where nothing was. */
  readonly corrected?: readonly CustomerFact[];
}

export interface LearntFacts {
  /** Null where nothing is said of it. */
  readonly name: string | null;
  readonly email: string | null;
}

/**
 * Facts that come with a message fill in or replace what was known before; the newest word counts. Silence takes
 * nothing away, an address says less than a name, and what was corrected by hand stands.
 */
export function learn(customer: Customer, facts: LearntFacts): Customer {
  const corrected = customer.corrected ?? [];
  const said = facts.name?.trim() ?? "";
  const isBetter = said !== "" && (!isAddress(said) || isAddress(customer.name));
  const name = isBetter && !corrected.includes("name") ? said : customer.name;
  const email = corrected.includes("email") ? customer.email : (facts.email ?? customer.email);
  return name === customer.name && email === customer.email
    ? customer
    : { ...customer, name, email };
}

export interface Correction {
  readonly name?: string;
  readonly email?: string | null;
}

/** Somebody here puts it right by hand, or takes it away. */
export function correct(customer: Customer, { name, email }: Correction): Customer {
  const said: CustomerFact[] = [
    ...(name === undefined ? [] : ["name" as const]),
    ...(email === undefined ? [] : ["email" as const]),
  ];
  const corrected = [...new Set([...(customer.corrected ?? []), ...said])];
  if (said.length === 0) return customer;
  return {
    ...customer,
    name: name ?? customer.name,
    email: email === undefined ? customer.email : email,
    corrected,
  };
}

/** An interaction repeats who its customer is: as they are known now. */
export function knownAs<I extends Interaction>(interaction: I, customer: Customer): I {
  const { name: customerName, email: customerEmail } = customer;
  return interaction.customerName === customerName && interaction.customerEmail === customerEmail
    ? interaction
    : { ...interaction, customerName, customerEmail };
}

/** A telephone number, or an e-mail address: what stands in where nobody knows the name. */
function isAddress(name: string): boolean {
  return name === "" || /^[+(]?\d[\d\s()./-]*$/.test(name) || /^\S+@\S+$/.test(name);
}
