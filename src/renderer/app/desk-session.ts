import { BehaviorSubject, type Observable, isObservable } from "rxjs";
import type { AcceptedInvite } from "../../client/invites.ts";
import { NodeProblem } from "../../client/request.ts";
import type { Desk, Identity } from "../../sync/desk.ts";
import type { FirstPerson } from "./set-up.ts";
import type { KeptSession, SessionKeeper } from "./session-keeper.ts";

/** Where this page stands between a stranger's and somebody's desk. `code` says why it is nobody's (any more). */
export type DeskState =
  | { readonly state: "STARTING" }
  | { readonly state: "SIGNED_OUT"; readonly code: string | null }
  | { readonly state: "OPENING" }
  | { readonly state: "OPEN"; readonly desk: Desk };

export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly stay: boolean;
}

interface SessionParts {
  readonly keeper: SessionKeeper;
  readonly open: (session: KeptSession) => Promise<Desk>;
  readonly signIn: (credentials: Credentials) => Promise<{ readonly token: string }>;
  readonly setUp: (person: FirstPerson) => Promise<{ readonly token: string }>;
  readonly acceptInvite: (invite: AcceptedInvite) => Promise<{ readonly token: string }>;
  /** The desktop learns the node's id for its list once a desk has been opened. */
  readonly opened?: (identity: Identity) => void;
}

/** The one session of this page, outside of React: opened once, kept, given back. */
export class DeskSession {
  readonly #parts: SessionParts;
  readonly #state = new BehaviorSubject<DeskState>({ state: "STARTING" });

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get state(): Observable<DeskState> {
    return this.#state;
  }

  /** A kept session opens at once, without the node too where this device has been here before. */
  async restore(): Promise<void> {
    const kept = await this.#parts.keeper.read();
    if (kept === null) return this.#state.next({ state: "SIGNED_OUT", code: null });
    await this.#open(kept, false);
  }

  signIn(credentials: Credentials): Promise<void> {
    return this.#enter(this.#parts.signIn(credentials), credentials.stay);
  }

  /** The first person of a new node. */
  setUp(person: FirstPerson): Promise<void> {
    return this.#enter(this.#parts.setUp(person), false);
  }

  /** Somebody who was invited, with the password they have just chosen. */
  acceptInvite(invite: AcceptedInvite, stay: boolean): Promise<void> {
    return this.#enter(this.#parts.acceptInvite(invite), stay);
  }

  async #enter(asked: Promise<{ readonly token: string }>, stay: boolean): Promise<void> {
    this.#state.next({ state: "OPENING" });
    try {
      const { token } = await asked;
      await this.#open({ token, known: null }, stay);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** After `desk.signOut`: the databases are gone, the token is forgotten here as well. */
  async ended(code: string | null = null): Promise<void> {
    await this.#parts.keeper.forget();
    this.#state.next({ state: "SIGNED_OUT", code });
  }

  /** The session is over but the person's unsent work stays: signing in again goes on with it. */
  async renew(code: string): Promise<void> {
    const { value } = this.#state;
    if (value.state === "OPEN") await value.desk.close();
    await this.ended(code);
  }

  async #open(kept: KeptSession, stay: boolean): Promise<void> {
    this.#state.next({ state: "OPENING" });
    try {
      const desk = steadyDesk(await this.#parts.open(kept));
      this.#state.next({ state: "OPEN", desk });
      await this.#parts.keeper.keep({ token: kept.token, known: desk.identity }, stay);
      this.#parts.opened?.(desk.identity);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const code = codeOf(error);
    if (overCodes.has(code)) void this.#parts.keeper.forget();
    this.#state.next({ state: "SIGNED_OUT", code });
  }
}

/** Codes after which the kept token is worth nothing. */
const overCodes = new Set([
  "ACCOUNT_DISABLED",
  "NOT_SIGNED_IN",
  "SIGNED_OUT",
  "OTHER_NODE",
  "OTHER_PERSON",
]);

function codeOf(error: unknown): string {
  if (error instanceof NodeProblem) return error.code;
  if (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string"
  )
    return error.code;
  return "UNEXPECTED";
}

/**
 * The same desk whose observables are the same at every asking. Screens ask at every render, and another observable
 * would be another subscription each time.
 */
function steadyDesk(desk: Desk): Desk {
  const known = new Map<PropertyKey, unknown>();
  return new Proxy(desk, {
    get(target, name) {
      if (known.has(name)) return known.get(name);
      const value: unknown = Reflect.get(target, name, target);
      const steady: unknown = typeof value === "function" ? value.bind(target) : value;
      if (isObservable(steady) || typeof steady === "function") known.set(name, steady);
      return steady;
    },
  });
}
