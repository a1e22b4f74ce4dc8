import { type UserId, type WorkspaceId, brand } from "../../domain/id.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { DAY_MS, type Instant } from "../../domain/time.ts";
import type { AccessStore, Account, Invite } from "../store/store.ts";
import { type Passwords, TooManySignIns } from "./passwords.ts";
import { hashOf, newSetUpCode } from "./tokens.ts";

/** Whom an invite is for. Of an account that is there already it sets the password and nothing else. */
export type Invited = Pick<Invite, "username" | "name" | "roles" | "teamIds" | "queueIds">;

interface InvitesParts {
  readonly store: AccessStore;
  readonly workspaceId: WorkspaceId;
  readonly now: () => Instant;
  readonly newId: () => string;
  readonly passwords: Passwords;
}

/** One-use codes with which somebody at another computer sets their own password. */
export class Invites {
  readonly #parts: InvitesParts;

  constructor(parts: InvitesParts) {
    this.#parts = parts;
  }

  /** The code is told here and never again; only its hash is kept. An earlier one for the same name is void. */
  async issue(invited: Invited, hours: number): Promise<{ code: string; expiresAt: Instant }> {
    const code = newSetUpCode();
    const createdAt = this.#parts.now();
    const expiresAt = createdAt + (hours * DAY_MS) / 24;
    const invite = { ...invited, hash: hashOf(code), createdAt, expiresAt, isUsed: false };
    await this.#parts.store.putInvite(invite);
    return { code, expiresAt };
  }

  /** Whom a code is for; null where it is unknown, used or too old, without saying which. */
  async find(code: string): Promise<Invited | null> {
    return (await this.#open(code))?.invite ?? null;
  }

  /** Sets the password, and makes the account where there is none yet. Of two at once exactly one gets in. */
  async accept(code: string, password: string): Promise<Account | Refusal> {
    const open = await this.#open(code);
    if (open === null) return refuse("INVITE_NOT_VALID");
    const record = await this.#record(password);
    if (typeof record !== "string") return record;
    const account = { ...(open.account ?? this.#accountFor(open.invite)), password: record };
    const { store, now } = this.#parts;
    const isFirst = await store.acceptInvite(open.invite.hash, now(), account);
    return isFirst ? account : refuse("INVITE_NOT_VALID");
  }

  async #open(code: string): Promise<{ invite: Invite; account: Account | null } | null> {
    const { store, now } = this.#parts;
    const invite = await store.invite(hashOf(spelled(code)));
    if (invite === null || invite.isUsed || invite.expiresAt <= now()) return null;
    const account = await store.accountByUsername(invite.username);
    return account?.enabled === false ? null : { invite, account };
  }

  async #record(password: string): Promise<string | Refusal> {
    try {
      return await this.#parts.passwords.record(password);
    } catch (error) {
      if (error instanceof TooManySignIns)
        return refuse("NODE_BUSY", "too many people are signing in");
      throw error;
    }
  }

  #accountFor({ username, name, roles, teamIds, queueIds }: Invite): Omit<Account, "password"> {
    const { workspaceId, newId } = this.#parts;
    const userId = brand<UserId>(newId());
    return { userId, workspaceId, username, name, roles, teamIds, queueIds, enabled: true };
  }
}

/** As people type what they were told: small letters, blanks, no dashes. */
function spelled(code: string): string {
  const letters = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return letters.match(/.{1,4}/g)?.join("-") ?? "";
}
