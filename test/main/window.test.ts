import { describe, expect, test } from "vitest";
import { prepareShell, Shell } from "../../src/main/shell.ts";
import { startOptions } from "../../src/main/start-options.ts";
import { FakeDesktop, settle } from "./fake-desktop.ts";

const onQueue = {
  signedIn: true,
  face: "AVAILABLE",
  label: "Available",
  onQueue: true,
  activeWork: 2,
  unread: 0,
};

function started(): FakeDesktop {
  const desktop = new FakeDesktop();
  new Shell(desktop.port, {}).start();
  return desktop;
}

/** The embedded node answers the order to stop, as it does in life. */
async function nodeStops(desktop: FakeDesktop): Promise<void> {
  await settle();
  desktop.clock.pass(200);
  await settle();
  desktop.child.exit(0);
  await settle();
}

describe("the main window", () => {
  test("opens our page with the preload", () => {
    expect(started().windowOptions).toMatchObject({
      url: "app://switchyard/index.html",
      preloadFile: "/app/out/preload/index.cjs",
    });
  });

  test("is hidden, not closed, while somebody is signed in, and says so once", async () => {
    const desktop = started();
    desktop.tell("tellStanding", { ...onQueue, onQueue: false });
    expect(desktop.closeAsked()).toBe("keep");
    await settle();
    expect(desktop.closeAsked()).toBe("keep");
    expect(desktop.window).toMatchObject({ open: true, shown: false });
    expect(desktop.told).toEqual(["Switchyard is still running"]);
    desktop.secondInstance();
    expect(desktop.window.shown).toBe(true);
  });

  test("closes after the sign-out", () => {
    const desktop = started();
    desktop.tell("tellStanding", onQueue);
    desktop.tell("tellStanding", { ...onQueue, signedIn: false, onQueue: false });
    expect(desktop.closeAsked()).toBe("close");
  });

  test("loads a dead page again at once", () => {
    const desktop = started();
    desktop.rendererGone("crashed");
    expect(desktop.window.reloads).toBe(1);
  });

  test("gives a page that dies again and again a pause", () => {
    const desktop = started();
    for (let death = 0; death < 4; death += 1) desktop.rendererGone("oom");
    expect(desktop.window.reloads).toBe(3);
    desktop.clock.pass(5_000);
    expect(desktop.window.reloads).toBe(4);
    desktop.clock.pass(60_000);
    desktop.rendererGone("oom");
    expect(desktop.window.reloads).toBe(5);
  });
});

describe("a second start", () => {
  test("ends itself before it touches anything", () => {
    const desktop = new FakeDesktop();
    desktop.firstInstance = false;
    expect(prepareShell(desktop.port)).toBe(false);
    expect(desktop.exited).toBe(true);
    expect(desktop.privileged).toBeUndefined();
  });

  test("is free to go on where it is the first", () => {
    const desktop = new FakeDesktop();
    expect(prepareShell(desktop.port)).toBe(true);
    expect(desktop.privileged).toBe("app");
  });
});

describe("quitting", () => {
  test("on queue asks first and names the effect; staying keeps everything", async () => {
    const desktop = started();
    desktop.tell("tellStanding", onQueue);
    expect(desktop.quitAsked()).toBe("wait");
    await settle();
    expect(desktop.questions).toMatchObject([
      { message: "Quit while you are on queue?", safeButton: 0 },
    ]);
    expect(desktop.questions[0]?.detail).toContain(
      "The 2 conversations you have open go back to the queue",
    );
    expect(desktop.exited).toBe(false);
    expect(desktop.child.sent).toHaveLength(1);
  });

  test("on queue, agreed to, stops the node first and then exits", async () => {
    const desktop = started();
    desktop.tell("tellStanding", onQueue);
    desktop.answer = 1;
    desktop.choose("Quit");
    await settle();
    desktop.clock.pass(200);
    await settle();
    expect(desktop.child.sent.at(-1)).toEqual({ type: "stop" });
    expect(desktop.exited).toBe(false);
    desktop.child.exit(0);
    await settle();
    expect(desktop.exited).toBe(true);
    expect(desktop.heardOn("onPower")).toEqual([{ kind: "SHUTTING_DOWN" }]);
    expect(desktop.awake).toBe(false);
    expect(desktop.calls).toContain("tray removed");
  });

  test("off queue asks nothing", async () => {
    const desktop = started();
    desktop.quitAsked();
    await nodeStops(desktop);
    expect(desktop.questions).toEqual([]);
    expect(desktop.exited).toBe(true);
  });

  test("twice asks once", async () => {
    const desktop = started();
    desktop.tell("tellStanding", onQueue);
    desktop.quitAsked();
    desktop.quitAsked();
    await settle();
    expect(desktop.questions).toHaveLength(1);
    desktop.quitAsked();
    await settle();
    expect(desktop.questions).toHaveLength(2);
  });

  test("with the machine asks nobody", async () => {
    const desktop = started();
    desktop.tell("tellStanding", onQueue);
    desktop.sessionEnding();
    await nodeStops(desktop);
    expect(desktop.questions).toEqual([]);
    expect(desktop.exited).toBe(true);
  });
});

describe("the words at the start", () => {
  test("name a node and a profile", () => {
    expect(startOptions(["switchyard", "--node=https://hq.example", "--profile=demo"], {})).toEqual(
      {
        nodeAddress: "https://hq.example",
        profile: "demo",
      },
    );
    expect(startOptions([], { SWITCHYARD_NODE: "http://127.0.0.1:7450" })).toEqual({
      nodeAddress: "http://127.0.0.1:7450",
    });
  });

  test("are what npm start writes", () => {
    const start = ["--node=http://127.0.0.1:7460", "--profile=demo"];
    expect(startOptions(["electron", ".", ...start], {})).toEqual({
      nodeAddress: "http://127.0.0.1:7460",
      profile: "demo",
    });
  });

  test("may place the embedded node", () => {
    expect(startOptions(["--port", "7460", "--data", "/data/desk"], {})).toEqual({
      port: 7460,
      dataDir: "/data/desk",
    });
  });

  test.each(["0", "70000", "x", "7450.5", ""])("cannot make %j a port", (port) => {
    expect(startOptions(["--port", port], {})).toEqual({});
  });

  test("cannot lead the profile out of its folder", () => {
    expect(startOptions(["--profile=../../x", "--node="], {})).toEqual({});
  });

  test("that name a bad node are refused, and the node on this computer is used", () => {
    const desktop = new FakeDesktop();
    new Shell(desktop.port, { nodeAddress: "http://evil.example" }).start();
    expect(desktop.logged.join()).toContain("was refused");
    expect(desktop.children).toHaveLength(1);
  });
});
