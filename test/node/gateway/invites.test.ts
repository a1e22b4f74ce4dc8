import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import type { SignInReply } from "../../../src/protocol/http.ts";
import { addPerson, ask, passwordOf, startNode, tokenOf } from "./harness.ts";

vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 });

interface Issued {
  readonly code: string;
  readonly username: string;
  readonly address: string;
  readonly expiresAt: number;
  readonly detail?: string;
}

const password = "a password of my own";
let node: RunningNode;
let wall = 0;
let aheadMs = 0;

beforeAll(async () => {
  wall = Date.now();
  const from = performance.now();
  const monotonic = (): number => performance.now() + aheadMs;
  const { systemTime } = await import("../../../src/node/time-source.ts");
  const clock = { ...systemTime, monotonic, wall: () => wall + monotonic() - from };
  node = await startNode({ time: clock });
  await addPerson(node, { username: "boss", queues: [], role: "admin" });
  await addPerson(node, { username: "ana", queues: ["billing"] });
});
afterAll(() => node.stop());

const invite = async (body: object, as = "boss") =>
  ask<Issued>(node, "/api/v1/invites", { token: await tokenOf(node, as), body });
const look = (code: string) =>
  ask<{ username: string; name: string }>(node, "/api/v1/invites/look", { body: { code } });
const accept = (code: string, secret = password) =>
  ask<SignInReply>(node, "/api/v1/invites/accept", { body: { code, password: secret } });
const signIn = (username: string, secret: string) =>
  ask<SignInReply>(node, "/api/v1/sessions", { body: { username, password: secret } });
const invalid = { status: 404, body: { code: "INVITE_NOT_VALID" } };

describe("an invite", () => {
  test("lets somebody new in with a password of their own, once", async () => {
    const wanted = { username: "Mia", name: "Mia Wong", roles: ["agent"], queueIds: ["billing"] };
    const issued = await invite(wanted);
    expect(issued).toMatchObject({
      status: 201,
      body: { username: "mia", address: node.address },
    });
    expect(issued.body.expiresAt).toBeGreaterThan(wall + 47 * 3_600_000);
    const { code } = issued.body;
    expect(await look(code)).toMatchObject({ body: { username: "mia", name: "Mia Wong" } });
    expect(await accept(code, "too short")).toMatchObject({ body: { code: "REQUEST_INVALID" } });
    const mia = await accept(code);
    expect(mia).toMatchObject({
      status: 201,
      body: { me: { username: "mia", name: "Mia Wong", roles: ["agent"], queueIds: ["billing"] } },
    });
    expect(node.engine.live.row("AGENT", mia.body.me.agentId ?? "")?.row.name).toBe("Mia Wong");
    expect(await look(code)).toMatchObject(invalid);
    expect(await accept(code, "another password")).toMatchObject(invalid);
    expect((await signIn("mia", password)).status).toBe(201);
  });

  test("used twice at the same time lets one in and makes one account", async () => {
    const { code } = (await invite({ username: "twin" })).body;
    const secrets = ["the first password", "the second password"];
    const tries = await Promise.all(secrets.map((secret) => accept(code, secret)));
    expect(tries.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      201, 404,
    ]);
    const twins = (await node.store.access.accounts()).filter(({ name }) => name === "twin");
    expect(twins).toHaveLength(1);
    const works = await Promise.all(secrets.map((secret) => signIn("twin", secret)));
    expect(works.map(({ status }) => status)).toEqual(
      tries.map(({ status }) => (status === 201 ? 201 : 401)),
    );
  });

  test("sets a new password of an account that is there, and ends its sessions", async () => {
    const before = await tokenOf(node, "ana");
    const { code } = (await invite({ username: "ana" })).body;
    const ana = await accept(code);
    expect(ana.body.me).toMatchObject({ username: "ana", queueIds: ["billing"] });
    expect((await ask(node, "/api/v1/me", { token: before })).status).toBe(401);
    expect((await signIn("ana", passwordOf("ana"))).status).toBe(401);
    expect((await signIn("ana", password)).status).toBe(201);
  });

  test("changes nothing else of an account that is there", async () => {
    const refused = await invite({ username: "ana", roles: ["admin"] });
    expect(refused).toMatchObject({ status: 409, body: { code: "ALREADY_EXISTS" } });
  });

  test("is void once another was made for the same name", async () => {
    const first = (await invite({ username: "zoe" })).body.code;
    const second = (await invite({ username: "ZOE" })).body.code;
    expect(await accept(first)).toMatchObject(invalid);
    expect((await accept(second)).status).toBe(201);
  });

  test("is understood as people type it", async () => {
    const { code } = (await invite({ username: "kim" })).body;
    const typed = ` ${code.toLowerCase().replaceAll("-", " ")} `;
    expect((await look(typed)).body).toMatchObject({ username: "kim" });
  });

  test("is good for its time, and no longer", async () => {
    const { code } = (await invite({ username: "late", hours: 1 })).body;
    aheadMs += 3_500_000;
    expect((await look(code)).status).toBe(200);
    aheadMs += 200_000;
    expect(await look(code)).toMatchObject(invalid);
    expect(await accept(code)).toMatchObject(invalid);
  });

  test("of a disabled account lets nobody in", async () => {
    await addPerson(node, { username: "gone", queues: [] });
    const { code } = (await invite({ username: "gone" })).body;
    await node.access.changeAccount("gone", { enabled: false });
    expect(await accept(code)).toMatchObject(invalid);
  });

  test("is given by administrators alone, and only for queues that exist", async () => {
    await addPerson(node, { username: "sam", queues: ["billing"], role: "supervisor" });
    expect(await invite({ username: "friend" }, "sam")).toMatchObject({
      status: 403,
      body: { code: "NOT_PERMITTED" },
    });
    expect((await ask(node, "/api/v1/invites", { body: { username: "friend" } })).status).toBe(401);
    const nowhere = await invite({ username: "friend", queueIds: ["nowhere"] });
    expect(nowhere).toMatchObject({ status: 400, body: { code: "CONFIGURATION_INVALID" } });
  });

  test("stands in the store as a hash alone", async () => {
    const { code } = (await invite({ username: "secret" })).body;
    expect(await node.store.access.invite(code)).toBeNull();
    const { hashOf } = await import("../../../src/node/access/tokens.ts");
    const kept = await node.store.access.invite(hashOf(code));
    expect(kept).toMatchObject({ username: "secret", isUsed: false });
    expect(JSON.stringify(kept)).not.toContain(code);
  });

  test("cannot be guessed at any speed: tries of one address are counted", async () => {
    const guarded = await startNode({ limits: { signIn: 3 } });
    const guess = () => ask(guarded, "/api/v1/invites/look", { body: { code: "AAAA-BBBB" } });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await guess()).status);
    await guarded.stop();
    expect(statuses).toEqual([404, 404, 404, 429]);
  });
});
