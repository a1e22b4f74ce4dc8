import type { CustomerId } from "./id.ts";
import type { Instant } from "./time.ts";

export interface Customer {
  readonly id: CustomerId;
  readonly name: string;
  readonly email: string | null;
  readonly company: string | null;
  readonly createdAt: Instant;
}
