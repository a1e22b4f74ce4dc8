import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { isRefusal } from "../../../domain/refusal.ts";
import { SignInReply } from "../../../protocol/http.ts";
import { NameText, ProseText, UsernameText } from "../../../protocol/text.ts";
import { IdText, exact, literals } from "../../../protocol/schema.ts";
import { usernameOf } from "../../access/actor.ts";
import type { Invited, Invites } from "../../access/invites.ts";
import { knowPerson } from "../../people.ts";
import { check } from "./agent-routes.ts";
import { route, typed } from "./api.ts";
import { ProblemError, refusedAs } from "./problem.ts";
import { type SettingsParts, administer } from "./settings-routes.ts";

const ids = Type.Array(IdText(), { maxItems: 500 });
const InviteBody = exact({
  username: UsernameText(),
  name: Type.Optional(NameText(200)),
  roles: Type.Optional(
    Type.Array(literals(["agent", "supervisor", "admin"]), { minItems: 1, maxItems: 3 }),
  ),
  teamIds: Type.Optional(ids),
  queueIds: Type.Optional(ids),
  /** How long it can be used: two days unless said. */
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
});
const IssuedInvite = Type.Object({
  code: Type.String(),
  username: Type.String(),
  /** Where it is to be used. */
  address: Type.String(),
  expiresAt: Type.Integer(),
});
const code = ProseText(40, 1);
const CodeBody = exact({ code });
const InvitedReply = Type.Object({ username: Type.String(), name: Type.String() });
const AcceptBody = exact({ code, password: ProseText(128, 12) });

const sentInvite = typed(InviteBody);
const sentCode = typed(CodeBody);
const sentAccept = typed(AcceptBody);

const USUAL_HOURS = 48;

export interface InviteParts extends SettingsParts {
  readonly invites: Invites;
  /** Where people open the node. */
  readonly address: () => string;
}

/** The way in for somebody at another computer: a one-use code, and a password of their own. */
export function addInviteRoutes(app: FastifyInstance, parts: InviteParts): void {
  addIssuing(app, parts);
  addAccepting(app, parts);
}

function addIssuing(app: FastifyInstance, parts: InviteParts): void {
  const { access, store, invites, address } = parts;
  route(
    app,
    access,
    {
      method: "POST",
      url: "/invites",
      summary: "Invite somebody: a one-use code with which they set their password",
      who: ["USER"],
      body: sentInvite,
      reply: IssuedInvite,
      status: 201,
    },
    async ({ session, body }) => {
      administer(parts, session.actor);
      check(parts, body);
      const { hours = USUAL_HOURS, ...wanted } = body;
      const username = usernameOf(wanted.username);
      const account = await store.access.accountByUsername(username);
      if (account !== null && Object.keys(wanted).length > 1)
        throw new ProblemError("ALREADY_EXISTS", "an account of this name gets a password only");
      const made = { name: wanted.username, roles: ["agent"], teamIds: [], queueIds: [] } as const;
      const invited: Invited = { ...made, ...(account === null ? wanted : {}), username };
      return { ...(await invites.issue(invited, hours)), username, address: address() };
    },
  );
}

/** The code comes in the body: paths stand in logs. */
function addAccepting(app: FastifyInstance, parts: InviteParts): void {
  const { access, engine, invites, limits, meOf } = parts;
  const byAnybody = { who: [], perMinute: limits.signIn } as const;
  route(
    app,
    access,
    {
      ...byAnybody,
      method: "POST",
      url: "/invites/look",
      summary: "Whom an invite is for",
      body: sentCode,
      reply: InvitedReply,
    },
    async ({ body }) => {
      const invited = await invites.find(body.code);
      if (invited === null) throw new ProblemError("INVITE_NOT_VALID");
      const { username, name } = invited;
      return { username, name };
    },
  );
  route(
    app,
    access,
    {
      ...byAnybody,
      method: "POST",
      url: "/invites/accept",
      summary: "Set the password that an invite allows, and sign in; the code is used up by it",
      body: sentAccept,
      reply: SignInReply,
      status: 201,
    },
    async ({ body, request }) => {
      const account = await invites.accept(body.code, body.password);
      if (isRefusal(account)) throw refusedAs(account);
      // Whoever knew the old password is out.
      await access.endSessionsOf(account.userId);
      await knowPerson(engine, account);
      const { username } = account;
      const session = await access.signIn({ username, password: body.password }, request.ip);
      if (isRefusal(session)) throw refusedAs(session);
      const { token, expiresAt, actor, hash: device } = session;
      return { token, expiresAt, device, me: meOf(actor) };
    },
  );
}
