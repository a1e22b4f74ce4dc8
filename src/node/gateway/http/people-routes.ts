import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { type QueueId, type TeamId, type UserId, brand } from "../../../domain/id.ts";
import { IdText, type Infer, exact, literals } from "../../../protocol/schema.ts";
import { NameText, ProseText, UsernameText } from "../../../protocol/text.ts";
import { type UserActor, takesWork, usernameOf } from "../../access/actor.ts";
import { type NewPerson, knowPerson } from "../../people.ts";
import type { Account } from "../../store/store.ts";
import { check, takeOver } from "./agent-routes.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import { IdempotencyHeader, idMade, keyOf } from "./ids.ts";
import { askedPage, pageFrom, pageOf } from "./paging.ts";
import { ProblemError, refusedAs } from "./problem.ts";
import { type SettingsParts, administer } from "./settings-routes.ts";

const roles = Type.Array(literals(["agent", "supervisor", "admin", "bot"]), {
  minItems: 1,
  maxItems: 4,
  uniqueItems: true,
});
const ids = Type.Array(IdText(), { maxItems: 500 });
const password = ProseText(128, 12);
const NewUser = exact({
  username: UsernameText(),
  name: NameText(200),
  password,
  roles,
  teamIds: Type.Optional(ids),
  queueIds: Type.Optional(ids),
});
const UserChange = Type.Partial(
  exact({
    name: NameText(200),
    password,
    roles,
    teamIds: ids,
    queueIds: ids,
    enabled: Type.Boolean(),
  }),
);
/** Never the password's record. */
const User = Type.Object({
  id: Type.String(),
  username: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  teamIds: Type.Array(Type.String()),
  queueIds: Type.Array(Type.String()),
  enabled: Type.Boolean(),
});
const sentUser = typed(NewUser);
const sentUserChange = typed(UserChange);

export interface PeopleParts extends SettingsParts {
  readonly addPerson: (person: NewPerson) => Promise<UserActor>;
}

/** Accounts, for administrators. */
export function addPeopleRoutes(app: FastifyInstance, parts: PeopleParts): void {
  addReading(app, parts);
  addMaking(app, parts);
  addChanging(app, parts);
}

function addReading(app: FastifyInstance, parts: PeopleParts): void {
  const { access, store } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/users",
      summary: "All accounts, by id",
      who: ["USER"],
      query: askedPage,
      reply: pageOf(User),
    },
    async ({ session, query }) => {
      administer(parts, session.actor);
      const accounts = await store.access.accounts();
      return pageFrom(accounts.map(shown), ({ id }) => [0, id], query);
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/users/:id",
      summary: "One account",
      who: ["USER"],
      params: idInPath,
      reply: User,
    },
    async ({ session, params }) => {
      administer(parts, session.actor);
      return shown(await accountOf(parts, params.id));
    },
  );
}

function addMaking(app: FastifyInstance, parts: PeopleParts): void {
  const { access, store, engine, newId, once, addPerson } = parts;
  route(
    app,
    access,
    {
      method: "POST",
      url: "/users",
      summary: "Make an account, and the agent of those who take work",
      who: ["USER"],
      body: sentUser,
      headers: IdempotencyHeader,
      reply: User,
      status: 201,
    },
    ({ session: { actor }, body, request }) => {
      administer(parts, actor);
      check(parts, body);
      const { teamIds = [], queueIds = [], ...rest } = body;
      const key = keyOf(request);
      // The same key names the same account, also where the node broke off between the account and its answer.
      const made = key === null ? newId() : idMade(actor, key, "user");
      const userId = brand<UserId>(made);
      // A fast hash of a password is not kept: what was asked for is told apart by everything else.
      const { password: _secret, ...asked } = body;
      return once.answer({
        actor,
        request,
        asked,
        make: (answerOf) =>
          parts.settings.inLine(async () => {
            const place = {
              teamIds: teamIds.map((id) => brand<TeamId>(id)),
              queueIds: queueIds.map((id) => brand<QueueId>(id)),
            };
            const begun = await store.access.accountById(userId);
            if (begun === null) await addPerson({ ...rest, ...place, userId });
            else if (begun.username === usernameOf(body.username)) await knowPerson(engine, begun);
            else throw new ProblemError("COMMAND_ID_REUSED");
            const account = shown(await accountOf(parts, userId));
            if (answerOf !== null) await engine.configure({}, answerOf(account));
            return account;
          }),
      });
    },
  );
}

function addChanging(app: FastifyInstance, parts: PeopleParts): void {
  route(
    app,
    parts.access,
    {
      method: "PATCH",
      url: "/users/:id",
      summary: "Change an account; a new password or disabling it ends its sessions at once",
      who: ["USER"],
      params: idInPath,
      body: sentUserChange,
      reply: User,
    },
    ({ session, params, body }) => {
      administer(parts, session.actor);
      return parts.settings.inLine(() => changeUser(parts, params.id, body, session.actor));
    },
  );
}

async function changeUser(
  parts: PeopleParts,
  id: string,
  change: Infer<typeof UserChange>,
  by: UserActor,
) {
  const { access, engine } = parts;
  const before = await accountOf(parts, id);
  check(parts, change);
  if (administers(before) && !administers({ ...before, ...change })) {
    if (by.userId === id)
      throw new ProblemError("NOT_PERMITTED", "nobody takes their own administration away");
    const others = (await parts.store.access.accounts()).filter((each) => each.userId !== id);
    if (!others.some(administers))
      throw new ProblemError("NOT_PERMITTED", "somebody has to administer");
  }
  const refusal = await access.changeAccount(id, change);
  if (refusal !== null) throw refusedAs(refusal);
  const after = await accountOf(parts, id);
  await takeOver(parts, id, change);
  await knowPerson(engine, after);
  // Who takes work no more is signed out, and what they hold goes back.
  if (takesWork(before) && !takesWork(after)) await access.endSessionsOf(id);
  return shown(after);
}

function administers({ roles: given, enabled }: Pick<Account, "roles" | "enabled">): boolean {
  return enabled && given.includes("admin");
}

async function accountOf({ store }: ApiParts, id: string): Promise<Account> {
  const account = await store.access.accountById(id);
  if (account === null) throw new ProblemError("NOT_FOUND", "there is no such account");
  return account;
}

function shown({ userId, username, name, roles: given, teamIds, queueIds, enabled }: Account) {
  return { id: userId, username, name, roles: given, teamIds, queueIds, enabled };
}
