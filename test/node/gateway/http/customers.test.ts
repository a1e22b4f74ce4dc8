import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { brand } from "../../../../src/domain/id.ts";
import { ask, beginVisit, newId } from "../harness.ts";
import { type PublicCentre, api, openPublicCentre } from "./public-centre.ts";

let close: PublicCentre["close"];
let node: PublicCentre["node"];
let visit: PublicCentre["visit"];
let as: PublicCentre["as"];

beforeAll(async () => {
  ({ close, node, visit, as } = await openPublicCentre());
});
afterAll(() => close());

describe("customers come in", () => {
  test("by the widget: what they said, and nothing that was said among colleagues", async () => {
    const { body, text } = await ask<{ messages: { from: string; body: string }[] }>(
      node,
      `${api}/visitor/messages`,
      {
        token: visit.token,
      },
    );
    const said = body.messages.filter(({ from }) => from !== "EVENT");
    expect(said.map((each) => each.body)).toEqual(["refund please"]);
    expect(text).not.toContain("an inner note");
    expect(text).not.toContain('"ana"');
  });

  test("the same message again is the same message", async () => {
    const fresh = await beginVisit(node, "web-tech");
    const message = { messageId: newId("m"), body: "hello" };
    const { token } = fresh;
    for (let at = 0; at < 3; at += 1) {
      const reply = await ask(node, `${api}/visitor/messages`, { token, body: message });
      expect(reply).toMatchObject({
        status: 201,
        body: { id: message.messageId, from: "CUSTOMER", body: "hello" },
      });
    }
    const { body } = await ask<{ messages: object[] }>(node, `${api}/visitor/messages`, { token });
    expect(body.messages).toHaveLength(1);
    const changed = await ask(node, `${api}/visitor/messages`, {
      token,
      body: { ...message, body: "other" },
    });
    expect(changed).toMatchObject({ status: 409, body: { code: "COMMAND_ID_REUSED" } });
  });

  test("nowhere through a source that is unknown or switched off", async () => {
    for (const source of ["web-off", "nothing"]) {
      const reply = await ask(node, `${api}/sources/${source}/visitors`, {
        body: { name: "Vera" },
      });
      expect(reply).toMatchObject({ status: 404, body: { code: "SOURCE_NOT_FOUND" } });
    }
  });

  test("by a connector, once for every idempotency key, as who they are known to be by now (F31)", async () => {
    const { token } = await node.access.issueConnectorToken(brand("web-tech"));
    const url = `${api}/sources/web-tech/messages`;
    const body = { from: { foreignId: "+49 1", name: "Karl" }, body: "by text message" };
    const headers = { "idempotency-key": newId("k") };
    const [first, twice] = await Promise.all([
      ask<{ threadId: string }>(node, url, { token, body, headers }),
      ask(node, url, { token, body, headers }),
    ]);
    expect(first.status).toBe(201);
    expect(twice.body).toEqual(first.body);
    const next = await ask<{ threadId: string }>(node, url, {
      token,
      body: { ...body, body: "and again" },
    });
    expect(next.body.threadId).toBe(first.body.threadId);
    const thread = await ask<{ items: { body: string }[] }>(
      node,
      `${api}/threads/${first.body.threadId}/messages`,
      {
        token: await as("ben"),
      },
    );
    const said = thread.body.items.map((each) => each.body);
    expect(said.filter((each) => each === "by text message")).toHaveLength(1);
    expect(said).toContain("and again");
    const reused = await ask(node, url, { token, body: { ...body, body: "changed" }, headers });
    expect(reused).toMatchObject({ status: 409, body: { code: "COMMAND_ID_REUSED" } });
    const known = { foreignId: "+49 1", name: "Karl Otto", email: "karl@example.org" };
    await ask(node, url, { token, body: { from: known, body: "it is me" } });
    const rows = Array.from(node.engine.live.rows("INTERACTION"), ({ row }) => row);
    const { customerName, customerEmail } =
      rows.find(({ threadId }) => threadId === first.body.threadId) ?? {};
    expect([customerName, customerEmail]).toEqual(["Karl Otto", "karl@example.org"]);
    const elsewhere = await ask(node, `${api}/sources/web-billing/messages`, { token, body });
    expect(elsewhere).toMatchObject({ status: 404, body: { code: "SOURCE_NOT_FOUND" } });
  });
});
