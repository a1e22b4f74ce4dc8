import { PROTOCOL_VERSION } from "../../src/protocol/version.ts";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { Compile } from "typebox/compile";
import { describe, expect, test } from "vitest";
import { MESSAGE_MAX_LENGTH } from "../../src/domain/message.ts";
import { CommandEnvelope, type CommandType, commandSpecs } from "../../src/protocol/commands.ts";
import { ClientFrame } from "../../src/protocol/frames.ts";
import { bodies, command, frames } from "./samples.ts";

const types = Object.keys(commandSpecs) as CommandType[];
const check = Object.fromEntries(types.map((type) => [type, Compile(commandSpecs[type].body)]));
const allows = (type: CommandType, body: unknown) => check[type]?.Check(body) ?? false;
const envelope = Compile(CommandEnvelope);
const frame = Compile(ClientFrame);

/** What a workspace names itself. */
const openMaps = new Set(["attributes"]);

/** The body with one field more, at every depth at which it has an object. */
function withStrangers(body: object): object[] {
  const nested = Object.entries(body).flatMap(([name, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && !openMaps.has(name)
      ? withStrangers(value as object).map((inner) => ({ ...body, [name]: inner }))
      : [],
  );
  return [{ ...body, stranger: 1 }, ...nested];
}

/** The body without one of its fields, and with one of them of another kind. */
function spoilt(body: object): object[] {
  return Object.entries(body).flatMap(([name, value]) => [
    Object.fromEntries(Object.entries(body).filter(([each]) => each !== name)),
    { ...body, [name]: typeof value === "number" ? "seventeen" : 17 },
  ]);
}

describe.each(types)("the body of %s", (type) => {
  test("is allowed as a client sends it", () => {
    expect(allows(type, bodies[type])).toBe(true);
  });

  test("is refused with any unknown field, at any depth", () => {
    for (const body of withStrangers(bodies[type]))
      expect([body, allows(type, body)]).toEqual([body, false]);
  });

  test("is refused without any of its fields, or with one of another kind", () => {
    for (const body of spoilt(bodies[type]))
      expect([body, allows(type, body)]).toEqual([body, false]);
  });
});

describe("bodies", () => {
  test.each<[string, CommandType, object]>([
    ["an id of nothing", "task.resolve", { taskId: "" }],
    ["an id with a space", "task.resolve", { taskId: "a b" }],
    ["an id with a slash", "task.resolve", { taskId: "../x" }],
    ["an id that is too long", "task.resolve", { taskId: "x".repeat(65) }],
    ["an edit of nothing", "interaction.edit", { interactionId: "i1", fields: {} }],
    [
      "an edit of who completed it",
      "interaction.edit",
      { interactionId: "i1", fields: { completedBy: "me" } },
    ],
    [
      "a message that is too long",
      "message.post",
      { interactionId: "i1", messageId: "m1", body: "x".repeat(MESSAGE_MAX_LENGTH + 1) },
    ],
    ["a state nobody may choose", "agent.setState", { state: "LOGOUT", reason: null }],
    ["a reason to be away that is none", "agent.away", { why: "LUNCH" }],
  ])("with %s are refused", (_what, type, body) => {
    expect(allows(type, body)).toBe(false);
  });

  test("may leave out what an edit does not change, and name nobody for a reason", () => {
    const edit = { interactionId: "i1", fields: { customerEmail: null } };
    expect(allows("interaction.edit", edit)).toBe(true);
    expect(allows("offer.decline", { taskId: "t1", offerId: "o1", reason: "busy" })).toBe(true);
  });
});

describe("a command", () => {
  test("has a file named like its type, and every file a command", () => {
    const files = globSync("src/protocol/commands/*.ts").map((path) => basename(path, ".ts"));
    const expected = types.map((type) =>
      type.replace(".", "-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    expect(files.toSorted()).toEqual(expected.toSorted());
  });

  test.each(types)("%s stands under its own type, in its own file", (type) => {
    expect(commandSpecs[type].type).toBe(type);
    const file = type.replace(".", "-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const source = readFileSync(`src/protocol/commands/${file}.ts`, "utf8");
    expect(source).toContain(`type: "${type}"`);
  });

  test("is urgent when it answers an offer or changes what an agent may be offered", () => {
    const urgent = types.filter((type) => commandSpecs[type].urgent);
    expect(urgent).toEqual([
      "agent.away",
      "agent.setMrd",
      "agent.setState",
      "offer.accept",
      "offer.decline",
    ]);
  });

  test("crosses the wire in an envelope that says exactly what it holds", () => {
    expect(envelope.Check(command)).toBe(true);
    expect(envelope.Check({ ...command, notAfter: undefined })).toBe(true);
    expect(envelope.Check({ ...command, actor: "somebody" })).toBe(false);
    expect(envelope.Check({ ...command, type: "task.steal" })).toBe(false);
    expect(envelope.Check({ ...command, id: "" })).toBe(false);
    expect(envelope.Check({ ...command, notAfter: -1 })).toBe(false);
  });
});

describe("a client's frame", () => {
  test.each(frames)("%j is known as it is, and not with one field more or less", (sample) => {
    expect(frame.Check(sample)).toBe(true);
    expect(frame.Check({ ...sample, stranger: 1 })).toBe(false);
    for (const name of Object.keys(sample)) {
      const less = Object.fromEntries(Object.entries(sample).filter(([each]) => each !== name));
      expect([name, frame.Check(less)]).toEqual([name, false]);
    }
  });

  test.each([
    ["of no kind", {}],
    ["of a kind nobody knows", { frame: "shutdown" }],
    ["that asks for nothing", { frame: "fetch", numbers: [] }],
    ["that asks for too much", { frame: "fetch", numbers: Array(1001).fill(1) as number[] }],
    [
      "with too many commands",
      { frame: "commands", commands: Array(101).fill(command) as object[] },
    ],
    [
      "that claims an offer was sent",
      { frame: "receipt", taskId: "t1", offerId: "o1", stage: "SENT" },
    ],
    [
      "with a token that is a guess",
      { frame: "hello", protocol: PROTOCOL_VERSION, token: "short", device: "d" },
    ],
    ["that is text", "hello"],
    ["that is nothing", null],
  ])("%s is refused", (_what, sample) => {
    expect(frame.Check(sample)).toBe(false);
  });
});
