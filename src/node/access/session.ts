import type { Instant } from "../../domain/time.ts";
import type { Actor } from "./actor.ts";

/** Who stands behind a token, and until when. `hash` names the token without being it. */
export interface Session<A extends Actor = Actor> {
  readonly actor: A;
  readonly hash: string;
  readonly expiresAt: Instant;
}
