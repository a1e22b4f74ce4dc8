import {
  type QueueId,
  type TeamId,
  type UserId,
  type WorkspaceId,
  brand,
} from "../../domain/id.ts";
import type { CustomerId, SourceId, ThreadId } from "../../domain/id.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { DAY_MS, type Instant, NEVER } from "../../domain/time.ts";
import type { AccessStore, Account, AccountRole, TokenRecord } from "../store/store.ts";
import { type Actor, type UserActor, type VisitorActor, namedIn, usernameOf } from "./actor.ts";
import { BackOff, type Trying } from "./back-off.ts";
import { KnownSessions } from "./known-sessions.ts";
import { type Passwords, TooManySignIns } from "./passwords.ts";
import type { Session } from "./session.ts";
import { hashOf, newToken } from "./tokens.ts";

const SESSION_MS = 30 * DAY_MS;
const TOUCH_EVERY_MS = 60_000;

export interface AccessParts {
  readonly store: AccessStore;
  readonly workspaceId: WorkspaceId;
  readonly now: () => Instant;
  readonly newId: () => string;
  readonly passwords: Passwords;
  /** A visitor's name stands in the customer's row, which is the engine's. */
  readonly customerName: (customerId: CustomerId) => Promise<string | null>;
  /** How a try that came too soon waits for its turn. */
  readonly wait?: (ms: number) => Promise<void>;
  /** The queues whose membership rule takes this person in, besides those the account names. */
  readonly memberOf: (userId: string) => readonly QueueId[];
  /** Every queue of the workspace, for those who administer it. */
  readonly allQueues: () => readonly QueueId[];
}

export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly roles: readonly AccountRole[];
  readonly teamIds: readonly TeamId[];
  readonly queueIds: readonly QueueId[];
  readonly userId?: UserId;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** What the device was told when somebody signed in there the last time: the name of that session. */
  readonly device?: string | undefined;
}

export interface RetryAfter {
  readonly retryAfterSec?: number;
}

const inSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

const waitFor = (ms: number): Promise<void> =>
  new Promise((over) => {
    setTimeout(over, ms);
  });

/** Told whose rights have changed: a token by its hash, or a person by id. */
export type AccessChange = { readonly token: string } | { readonly subject: string };

/** Accounts, sessions and tokens: who somebody is. What they may do is `can`. */
export class Access {
  readonly #parts: AccessParts;
  readonly #backOff = new BackOff();
  readonly #known = new KnownSessions();
  readonly #listeners = new Set<(change: AccessChange) => void>();

  constructor(parts: AccessParts) {
    this.#parts = parts;
  }

  async signIn(
    credentials: Credentials,
    address: string,
  ): Promise<(Session<UserActor> & { token: string }) | (Refusal & RetryAfter)> {
    const { store, now, wait = waitFor } = this.#parts;
    const username = usernameOf(credentials.username);
    const account = await store.accountByUsername(username);
    const device = await this.knownDevice(credentials.device);
    const trying: Trying = { address, username, device };
    const turn = this.#backOff.enter(trying, now());
    if ("laterMs" in turn)
      return { ...refuse("RATE_LIMITED"), retryAfterSec: inSeconds(turn.laterMs) };
    if (turn.waitMs > 0) await wait(turn.waitMs);
    const right = await this.#compare(credentials.password, account);
    if (right === "BUSY") return refuse("NODE_BUSY", "too many people are signing in");
    if (account === null || !right || !account.enabled) {
      this.#backOff.failed(trying, now());
      return refuse("SIGN_IN_FAILED");
    }
    this.#backOff.succeeded(trying, now());
    return this.#openSession(account);
  }

  /** The name of somebody's session, also of one that is over; null for anything else. */
  async knownDevice(named: string | undefined): Promise<string | null> {
    if (named === undefined) return null;
    const record = await this.#parts.store.token(named);
    return record?.kind === "USER" ? named : null;
  }

  async #compare(password: string, account: Account | null): Promise<boolean | "BUSY"> {
    try {
      if (account === null) return await this.#parts.passwords.matchesNobody(password);
      return await this.#parts.passwords.matches(password, account.password);
    } catch (error) {
      if (error instanceof TooManySignIns) return "BUSY";
      throw error;
    }
  }

  async #openSession(account: Account): Promise<Session<UserActor> & { token: string }> {
    const expiresAt = this.#parts.now() + SESSION_MS;
    const subject = account.userId;
    const issued = await this.#issue({
      kind: "USER",
      subject,
      threadId: null,
      sourceId: null,
      expiresAt,
    });
    return { actor: this.#actorOf(account), ...issued, expiresAt };
  }

  /** A customer's token for one thread. */
  async openVisit(visitor: VisitorActor): Promise<{ token: string }> {
    const { customerId: subject, threadId, sourceId } = visitor;
    const { generation } = this.#known;
    const now = this.#parts.now();
    const expiresAt = now + SESSION_MS;
    const issued = await this.#issue({ kind: "VISITOR", subject, threadId, sourceId, expiresAt });
    // The first message follows at once.
    this.#known.put({ actor: visitor, hash: issued.hash, expiresAt }, now, generation);
    return issued;
  }

  /** A connector's token for one source: good until it is revoked. */
  async issueConnectorToken(sourceId: SourceId): Promise<{ token: string }> {
    const subject = `connector:${sourceId}`;
    return this.#issue({ kind: "CONNECTOR", subject, threadId: null, sourceId, expiresAt: NEVER });
  }

  async #issue(
    parts: Pick<TokenRecord, "kind" | "subject" | "threadId" | "sourceId" | "expiresAt">,
  ): Promise<{ token: string; hash: string }> {
    const token = newToken();
    const hash = hashOf(token);
    const now = this.#parts.now();
    const { workspaceId } = this.#parts;
    const times = { createdAt: now, lastUsedAt: now };
    await this.#parts.store.putToken({ ...parts, ...times, hash, workspaceId, revoked: false });
    return { token, hash };
  }

  async sessionOf(token: string): Promise<Session | null> {
    return this.sessionByHash(hashOf(token));
  }

  /** Whoever the token belongs to now; null when it is unknown, revoked, expired or its account disabled. */
  async sessionByHash(hash: string): Promise<Session | null> {
    const now = this.#parts.now();
    const known = this.#known.get(hash, now);
    if (known !== null) return known;
    const { generation } = this.#known;
    const record = await this.#parts.store.token(hash);
    if (record === null || record.revoked || record.expiresAt <= now) return null;
    const actor = await this.#actorBehind(record);
    if (actor === null) return null;
    const expiresAt = record.kind === "CONNECTOR" ? record.expiresAt : now + SESSION_MS;
    if (now - record.lastUsedAt >= TOUCH_EVERY_MS) {
      await this.#parts.store.touchToken(hash, now, expiresAt);
    }
    const session = { actor, hash, expiresAt };
    this.#known.put(session, now, generation);
    return session;
  }

  /** Why nobody stands behind this token. Only whoever once held the session learns that its account is disabled. */
  async whyNobody(hash: string): Promise<"ACCOUNT_DISABLED" | "NOT_SIGNED_IN"> {
    const record = await this.#parts.store.token(hash);
    if (record?.kind !== "USER") return "NOT_SIGNED_IN";
    const account = await this.#parts.store.accountById(record.subject);
    return account?.enabled === false ? "ACCOUNT_DISABLED" : "NOT_SIGNED_IN";
  }

  async #actorBehind(record: TokenRecord): Promise<Actor | null> {
    const workspaceId = brand<WorkspaceId>(record.workspaceId);
    switch (record.kind) {
      case "USER": {
        const account = await this.#parts.store.accountById(record.subject);
        return account?.enabled === true ? this.#actorOf(account) : null;
      }
      case "VISITOR": {
        if (record.threadId === null || record.sourceId === null) return null;
        const customerId = brand<CustomerId>(record.subject);
        const name = await this.#parts.customerName(customerId);
        if (name === null) return null;
        const threadId = brand<ThreadId>(record.threadId);
        const sourceId = brand<SourceId>(record.sourceId);
        return { kind: "VISITOR", workspaceId, customerId, threadId, sourceId, name };
      }
      case "CONNECTOR": {
        if (record.sourceId === null) return null;
        return { kind: "CONNECTOR", workspaceId, sourceId: brand<SourceId>(record.sourceId) };
      }
    }
  }

  async signOut(hash: string): Promise<void> {
    await this.#parts.store.revokeToken(hash);
    this.#tell({ token: hash });
  }

  /** Ends every session of a person (or every token of a visitor or connector). */
  async endSessionsOf(subject: string): Promise<void> {
    await this.#parts.store.revokeTokensOf(subject);
    this.#tell({ subject });
  }

  async createAccount(wanted: NewAccount): Promise<UserActor | Refusal> {
    const username = usernameOf(wanted.username);
    if (await this.#parts.store.accountByUsername(username)) {
      return refuse("ALREADY_EXISTS", "there is an account of this name");
    }
    const { name, roles, teamIds, queueIds } = wanted;
    const userId = wanted.userId ?? this.#parts.newId();
    const password = await this.#parts.passwords.record(wanted.password);
    const { workspaceId } = this.#parts;
    const facts = { username, name, roles, teamIds, queueIds, enabled: true, password };
    const account: Account = { userId, workspaceId, ...facts };
    await this.#parts.store.putAccount(account);
    return this.#actorOf(account);
  }

  /** Changes an account; a new password or a disabled account ends its sessions. */
  async changeAccount(
    userId: string,
    change: Partial<Pick<Account, "name" | "roles" | "teamIds" | "queueIds" | "enabled">> & {
      password?: string;
    },
  ): Promise<Refusal | null> {
    const account = await this.#parts.store.accountById(userId);
    if (account === null) return refuse("NOT_FOUND");
    const { password, ...facts } = change;
    const record =
      password === undefined ? account.password : await this.#parts.passwords.record(password);
    await this.#parts.store.putAccount({ ...account, ...facts, password: record });
    if (password !== undefined || change.enabled === false) await this.endSessionsOf(userId);
    else this.#tell({ subject: userId });
    return null;
  }

  async hasAccounts(): Promise<boolean> {
    return (await this.#parts.store.accounts()).length > 0;
  }

  onChange(listener: (change: AccessChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: AccessChange): void {
    this.#known.clear();
    for (const listener of this.#listeners) listener(change);
  }

  /** Queues, teams or membership of this person have changed elsewhere. */
  reconsider(userId: string): void {
    this.#tell({ subject: userId });
  }

  #actorOf(account: Account): UserActor {
    const named = account.queueIds.map((id) => brand<QueueId>(id));
    const given = this.#parts.memberOf(account.userId).filter((id) => !named.includes(id));
    const sees = account.roles.includes("admin") ? { sees: this.#parts.allQueues() } : {};
    return { ...namedIn(account), queueIds: [...named, ...given], ...sees };
  }
}
