import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import { demoConfiguration } from "../../src/demo/demo-workspace.ts";
import type { Look } from "../../src/node/settings/check.ts";
import { checkSetting } from "../../src/node/settings/check.ts";
import { type SettingKind, settingsSchemas } from "../../src/protocol/settings.ts";

const { directory } = demoConfiguration(0);
const look: Look = (kind, id) =>
  directory.find((each) => each.kind === kind && each.body.id === id)?.body as never;

test("everything Acme Telecom is set to an administrator could have set", () => {
  for (const { kind, body } of directory) {
    if (!(kind in settingsSchemas)) continue;
    const own = kind as SettingKind;
    const shape = Compile(settingsSchemas[own]);
    expect([kind, body.id, ...shape.Errors(body)]).toEqual([kind, body.id]);
    expect([kind, body.id, ...checkSetting(own, body as never, look)]).toEqual([kind, body.id]);
  }
});

test("Acme Telecom shows two workflows, skills, tags, steps, a calendar and shared folders", () => {
  const count = (kind: string) => directory.filter((each) => each.kind === kind).length;
  expect(count("WORKFLOW")).toBe(2);
  for (const kind of ["SKILL", "TAG", "CALENDAR", "FOLDER", "LIST"])
    expect(count(kind)).toBeGreaterThan(0);
  const queues = directory.flatMap((each) => (each.kind === "QUEUE" ? [each.body] : []));
  expect(queues.some(({ routing }) => routing.steps.length > 1)).toBe(true);
  expect(queues.some(({ routing }) => routing.calendarId !== null)).toBe(true);
});
