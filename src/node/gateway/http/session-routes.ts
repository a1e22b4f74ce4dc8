import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { isRefusal } from "../../../domain/refusal.ts";
import { MeReply, SignInBody, SignInReply } from "../../../protocol/http.ts";
import { NameText, ProseText, UsernameText } from "../../../protocol/text.ts";
import { type Infer, exact } from "../../../protocol/schema.ts";
import type { UserActor } from "../../access/actor.ts";
import type { SetUp } from "../../access/set-up.ts";
import { type ApiParts, route, typed } from "./api.ts";
import { ProblemError, refusedAs } from "./problem.ts";

const SetUpBody = exact({
  code: ProseText(40, 1),
  username: UsernameText(),
  name: NameText(200),
  password: ProseText(128, 12),
  /** What the workspace is called from now on; without it the name stays as it is. */
  workspaceName: Type.Optional(NameText(100)),
});

export interface SessionRouteParts extends ApiParts {
  readonly setUp: SetUp;
  readonly log: (line: string) => void;
  /** Makes the first account and whatever belongs to it. */
  readonly firstPerson: (person: {
    username: string;
    name: string;
    password: string;
    workspaceName?: string;
  }) => Promise<UserActor>;
}

const sentSignInBody = typed(SignInBody);
const sentSetUpBody = typed(SetUpBody);

export function addSessionRoutes(app: FastifyInstance, parts: SessionRouteParts): void {
  const { access, meOf, limits, log } = parts;
  route(
    app,
    access,
    {
      method: "POST",
      url: "/sessions",
      summary: "Sign in",
      who: [],
      body: sentSignInBody,
      reply: SignInReply,
      status: 201,
      perMinute: limits.signIn,
      // An office behind one address comes back at once: each device that is known there has a share of its own.
      shareOf: async ({ body }) => {
        const known = await access.knownDevice(deviceIn(body));
        return known === null ? null : `device ${known}`;
      },
    },
    async ({ body, request }) => {
      const session = await access.signIn(body, request.ip);
      if (isRefusal(session)) throw refusedAs(session);
      const { token, expiresAt, actor, hash: device } = session;
      // Audit: the address as the node sees it, which behind a proxy is what the proxy says.
      log(`${actor.username} signed in from ${request.ip}`);
      return { token, expiresAt, device, me: meOf(actor) };
    },
  );
  route(
    app,
    access,
    {
      method: "POST",
      url: "/sessions/setup",
      summary:
        "Make the first account, with the one-use code that the node printed at its first start",
      who: [],
      body: sentSetUpBody,
      reply: SignInReply,
      status: 201,
      perMinute: limits.signIn,
    },
    ({ body, request }) => setUpFirst(parts, body, request.ip),
  );
  route(
    app,
    access,
    {
      method: "DELETE",
      url: "/sessions/current",
      summary: "Sign out",
      who: ["USER", "VISITOR"],
      status: 204,
    },
    ({ session }) => access.signOut(session.hash),
  );
  route(
    app,
    access,
    { method: "GET", url: "/me", summary: "Whose token this is", who: ["USER"], reply: MeReply },
    ({ session }) => meOf(session.actor),
  );
}

/** Of a body that nobody has checked yet. */
function deviceIn(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("device" in body)) return undefined;
  const { device } = body;
  return typeof device === "string" && device.length <= 64 ? device : undefined;
}

async function setUpFirst(
  { access, setUp, firstPerson, meOf }: SessionRouteParts,
  { code, ...first }: Infer<typeof SetUpBody>,
  address: string,
) {
  if (!setUp.use(code)) throw new ProblemError("SIGN_IN_FAILED", "the set-up code is not valid");
  try {
    await firstPerson(first);
  } catch (error) {
    setUp.giveBack(code);
    throw error;
  }
  const { username, password } = first;
  const session = await access.signIn({ username, password }, address);
  if (isRefusal(session)) throw refusedAs(session);
  const { token, expiresAt, actor, hash: device } = session;
  return { token, expiresAt, device, me: meOf(actor) };
}
