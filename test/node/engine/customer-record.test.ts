import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import type { ConnectorActor } from "../../../src/node/access/actor.ts";
import { type Centre, type Visitor, openCentre, web } from "./centre.ts";
import { settle } from "./fake-time.ts";

const noWrapUp = { mrd: { wrapUp: { enabled: false, seconds: 0 } } } as const;

/** A connector brings a customer's words, and what it knows of them. */
async function brings(
  centre: Centre,
  { actor, threadId, customerId }: Visitor,
  name: string,
  email: string | null,
) {
  const connector: ConnectorActor = {
    kind: "CONNECTOR",
    workspaceId: actor.workspaceId,
    sourceId: web,
  };
  const body = { threadId, customerId, sourceId: web, messageId: brand<never>(centre.newId()) };
  const facts = { name, email };
  const command = centre.command("message.receive", { ...body, body: "Hello", facts });
  const outcome = await centre.engine.submit(connector, command);
  await settle();
  if (outcome.end !== "APPLIED") throw new Error(JSON.stringify(outcome));
  return (outcome.reply as { interactionId: string }).interactionId;
}

const shown = (centre: Centre, id: string) => {
  const { customerName, customerEmail } = centre.interaction(id);
  return [customerName, customerEmail, ...centre.tasks(id).map((task) => task.customerName)];
};

describe("what is known of a customer (F31)", () => {
  test("comes together: a later message's better facts are on every row that shows them", async () => {
    const centre = await openCentre();
    const visitor = await centre.visitor();
    const id = await brings(centre, visitor, "+15550100", null);
    await brings(centre, visitor, "Kim Lee", "kim@example.org");
    expect(shown(centre, id)).toEqual(["Kim Lee", "kim@example.org", "Kim Lee"]);
    expect(centre.events.map(({ type }) => type)).toContain("CUSTOMER_CHANGED");
  });

  test("is said by nobody but a connector: a visitor has said so before", async () => {
    const centre = await openCentre();
    const visitor = await centre.visitor();
    const { threadId, customerId } = visitor;
    const body = { threadId, customerId, sourceId: web, messageId: brand<never>("m"), body: "Hi" };
    const facts = { name: "Somebody Else", email: null };
    const command = centre.command("message.receive", { ...body, facts });
    expect(await centre.engine.submit(visitor.actor, command)).toMatchObject({
      code: "NOT_PERMITTED",
    });
  });

  test("and was put right by hand stands over later messages, and the next conversation knows it", async () => {
    const centre = await openCentre({ ...noWrapUp, workspace: { reopenWindowSec: 0 } });
    await centre.ready("ana");
    const visitor = await centre.visitor();
    const first = await brings(centre, visitor, "Kim Le", null);
    const taskId = await centre.accept(first);
    const fields = { customerName: "Kim Lee", customerEmail: "kim@example.org" };
    await centre.does("ana", "interaction.edit", { interactionId: brand(first), fields });
    await brings(centre, visitor, "Kimberly", "other@example.org");
    expect(shown(centre, first)).toEqual(["Kim Lee", "kim@example.org", "Kim Lee"]);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.pass(1_000);
    const next = await brings(centre, visitor, "Kimberly", "other@example.org");
    expect(next).not.toBe(first);
    expect(shown(centre, next).slice(0, 2)).toEqual(["Kim Lee", "kim@example.org"]);
  });

  test("leaves completed work as it was, and what is opened again or followed up knows it", async () => {
    const centre = await openCentre({ ...noWrapUp, workspace: { reopenWindowSec: 600 } });
    await centre.ready("ana");
    const visitor = await centre.visitor();
    const first = await brings(centre, visitor, "+15550100", null);
    await centre.does("ana", "task.resolve", { taskId: await centre.accept(first) });
    expect((await centre.keptInteraction(first)).customerName).toBe("Kim Lee");
    await centre.pass(1_000);
    const again = await brings(centre, visitor, "Kim van Lee", "kim@example.org");
    expect(again).toBe(first);
    expect(shown(centre, again).slice(0, 2)).toEqual(["Kim van Lee", "kim@example.org"]);
    await centre.does("ana", "task.resolve", { taskId: await centre.accept(again) });
    const fields = { customerName: "Kim Lee-Park" };
    await centre.does("ana", "interaction.edit", { interactionId: brand(first), fields });
    const ids = { interactionId: brand<never>("i-2"), taskId: brand<never>("t-2") };
    const source = {
      sourceInteractionId: brand<never>(first),
      interventionId: brand<never>("v-2"),
    };
    await centre.does("ana", "interaction.clone", {
      ...ids,
      ...source,
      subject: null,
      message: null,
    });
    expect(shown(centre, "i-2").slice(0, 2)).toEqual(["Kim Lee-Park", "kim@example.org"]);
    await centre.does("ana", "interaction.edit", {
      interactionId: brand("i-2"),
      fields: { customerName: "Kim Park" },
    });
    expect((await centre.keptInteraction(first)).customerName).toBe("Kim Lee-Park");
  });

  test("is on all that is open of them at once", async () => {
    const centre = await openCentre(noWrapUp);
    await centre.ready("ana");
    const visitor = await centre.visitor();
    const first = await brings(centre, visitor, "Kim Le", null);
    await centre.does("ana", "task.resolve", { taskId: await centre.accept(first) });
    const ids = { interactionId: brand<never>("i-2"), taskId: brand<never>("t-2") };
    const source = {
      sourceInteractionId: brand<never>(first),
      interventionId: brand<never>("v-2"),
    };
    const clone = { ...ids, ...source, subject: null, message: null };
    await centre.does("ana", "interaction.clone", clone);
    const other = { interactionId: brand<never>("i-3"), taskId: brand<never>("t-3") };
    const more = { ...clone, ...other, interventionId: brand<never>("v-3") };
    await centre.does("ana", "interaction.clone", more);
    const fields = { customerName: "Kim Lee" };
    await centre.does("ana", "interaction.edit", { interactionId: brand("i-2"), fields });
    expect(["i-2", "i-3"].map((id) => shown(centre, id))).toEqual([
      ["Kim Lee", null, "Kim Lee"],
      ["Kim Lee", null, "Kim Lee"],
    ]);
  });
});
