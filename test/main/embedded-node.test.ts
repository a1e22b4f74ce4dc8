import { describe, expect, test } from "vitest";
import { Shell } from "../../src/main/shell.ts";
import { FakeDesktop, settle } from "./fake-desktop.ts";

function started(settings: object = {}): FakeDesktop {
  const desktop = new FakeDesktop();
  desktop.files.set("/profile/ana/config.json", JSON.stringify(settings));
  new Shell(desktop.port, {}).start();
  return desktop;
}

const ready = { type: "ready", port: 7450, nodeId: "n1" };
const status = (desktop: FakeDesktop): unknown => desktop.heardOn("onEmbeddedNode").at(-1);

describe("the embedded node", () => {
  test("is started with its data directory and the pages it serves", () => {
    expect(started({ embeddedPort: 7460 }).child.sent).toEqual([
      {
        type: "start",
        dataDir: "/profile/ana/node",
        pagesDir: "/app/out/renderer",
        port: 7460,
        parent: true,
      },
    ]);
  });

  test("prints its address for whoever started the program", () => {
    const desktop = started();
    desktop.child.say(ready);
    expect(desktop.announced).toEqual(["Switchyard: http://127.0.0.1:7450"]);
  });

  test("tells the page where it serves, with the set-up code of a first start", async () => {
    const desktop = started();
    expect(status(desktop)).toEqual({ state: "STARTING" });
    desktop.child.say({ ...ready, setUpCode: "plum-42" });
    const told = {
      state: "READY",
      address: "http://127.0.0.1:7450",
      nodeId: "n1",
      setUpCode: "plum-42",
    };
    expect(status(desktop)).toEqual(told);
    expect(await desktop.ask("describe")).toMatchObject({ embedded: told });
  });

  test("is not started where the settings say so", () => {
    expect(started({ embeddedNode: false }).children).toEqual([]);
  });

  test("shows in words what it lacks, and is tried again", () => {
    const desktop = started();
    desktop.child.say({ type: "failed", words: "This runtime has no node:sqlite." });
    expect(status(desktop)).toEqual({ state: "FAILED", words: "This runtime has no node:sqlite." });
    desktop.child.exit(1);
    expect(status(desktop)).toEqual({ state: "FAILED", words: "This runtime has no node:sqlite." });
    desktop.clock.pass(500);
    expect(desktop.children).toHaveLength(2);
  });

  test("never runs twice on the same data: the next waits until the last has ended", () => {
    const desktop = started();
    desktop.child.say({ type: "failed", words: "x" });
    desktop.clock.pass(120_000);
    expect(desktop.children).toHaveLength(1);
    expect(desktop.child.killed).toBe(1);
  });

  test("comes back after a crash, after longer and longer pauses", () => {
    const desktop = started();
    const pauses: number[] = [];
    for (let crash = 0; crash < 9; crash += 1) {
      const before = desktop.children.length;
      desktop.child.exit(11);
      let waited = 0;
      while (desktop.children.length === before) {
        desktop.clock.pass(500);
        waited += 500;
      }
      pauses.push(waited);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test("is forgiven its crashes after a steady minute", () => {
    const desktop = started();
    for (const pause of [500, 1_000, 2_000]) {
      desktop.child.exit(11);
      desktop.clock.pass(pause);
    }
    desktop.child.say(ready);
    desktop.clock.pass(60_000);
    desktop.child.exit(11);
    expect(status(desktop)).toMatchObject({ state: "FAILED" });
    desktop.clock.pass(500);
    expect(desktop.children).toHaveLength(5);
  });

  test("that says nothing for thirty seconds is ended and started again", () => {
    const desktop = started();
    desktop.clock.pass(30_000);
    expect(desktop.child.killed).toBe(1);
    expect(status(desktop)).toMatchObject({ state: "FAILED" });
    desktop.child.exit(1);
    desktop.clock.pass(500);
    expect(desktop.children).toHaveLength(2);
  });

  test("that says something unknown is not believed", () => {
    const desktop = started();
    desktop.child.say({ type: "ready", port: "7450; x", nodeId: "n1" });
    desktop.child.say(null);
    expect(status(desktop)).toEqual({ state: "STARTING" });
    expect(desktop.logged.filter((line) => line.includes("unknown"))).toHaveLength(2);
  });

  test("that does not stop within ten seconds is ended by force, and the app exits all the same", async () => {
    const desktop = started();
    desktop.child.say(ready);
    desktop.quitAsked();
    await settle();
    desktop.clock.pass(200);
    await settle();
    expect(desktop.child.sent.at(-1)).toEqual({ type: "stop" });
    desktop.clock.pass(10_000);
    expect(desktop.child.killed).toBe(1);
    desktop.clock.pass(2_000);
    await settle();
    expect(desktop.exited).toBe(true);
    expect(desktop.children).toHaveLength(1);
  });

  test("is not started again by a pause that was under way when the app was left", async () => {
    const desktop = started();
    desktop.child.exit(11);
    desktop.quitAsked();
    await settle();
    desktop.clock.pass(200);
    await settle();
    expect(desktop.exited).toBe(true);
    desktop.clock.pass(60_000);
    expect(desktop.children).toHaveLength(1);
  });
});
