import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { diskFiles } from "../../src/main/disk-files.ts";
import { Shell } from "../../src/main/shell.ts";
import { FakeDesktop } from "./fake-desktop.ts";

const config = "/profile/ana/config.json";
const secrets = "/profile/ana/secrets.json";

function started(
  files: Record<string, string> = {},
  change: (desktop: FakeDesktop) => void = () => undefined,
) {
  const desktop = new FakeDesktop();
  for (const [file, content] of Object.entries(files)) desktop.files.set(file, content);
  change(desktop);
  new Shell(desktop.port, {}).start();
  return desktop;
}

const settings = { toast: "PREVIEW", openAtLogin: true };

describe("the settings file", () => {
  test("keeps keys this version does not know", async () => {
    const desktop = started({
      [config]: JSON.stringify({ fromTheFuture: { a: [1] }, embeddedPort: 7460 }),
    });
    expect(await desktop.ask("saveSettings", settings)).toEqual({ done: "DONE" });
    expect(JSON.parse(desktop.files.get(config) ?? "")).toEqual({
      fromTheFuture: { a: [1] },
      embeddedPort: 7460,
      settings,
    });
    expect(desktop.calls).toEqual(["open at login true"]);
    expect(await desktop.ask("describe")).toMatchObject({ settings });
  });

  test("holds both of two changes made at once", async () => {
    const desktop = started();
    const nodes = [{ name: "HQ", address: "https://hq.example" }];
    await Promise.all([desktop.ask("saveNodes", nodes), desktop.ask("saveSettings", settings)]);
    expect(JSON.parse(desktop.files.get(config) ?? "")).toEqual({ nodes, settings });
  });

  test("that is no JSON is set aside, not lost, and the defaults apply", async () => {
    const desktop = started({ [config]: "{ half" });
    expect(desktop.files.get(config.replace("config", "config.broken"))).toBe("{ half");
    expect(await desktop.ask("describe")).toMatchObject({ settings: { toast: "NAME" }, nodes: [] });
  });

  test("with a key that makes no sense uses that key's default, and says so", async () => {
    const desktop = started({
      [config]: JSON.stringify({ embeddedPort: 80, settings, nodes: "x" }),
    });
    expect(await desktop.ask("describe")).toMatchObject({ settings, nodes: [] });
    expect(desktop.child.sent[0]).toMatchObject({ port: 7450 });
    expect(desktop.logged.filter((line) => line.includes("not understood"))).toHaveLength(2);
  });

  test("that cannot be written says so, and nothing changes", async () => {
    const desktop = started();
    desktop.writesFail = true;
    expect(await desktop.ask("saveSettings", settings)).toEqual({
      refused: "The settings could not be saved: Error: the disk is full",
    });
    expect(await desktop.ask("describe")).toMatchObject({ settings: { toast: "NAME" } });
    desktop.writesFail = false;
    expect(await desktop.ask("saveSettings", settings)).toEqual({ done: "DONE" });
  });
});

describe("a session token", () => {
  const token = "canary-0123456789";

  test("is sealed before it is written, and read back after a restart", async () => {
    const desktop = started();
    expect(await desktop.ask("keepToken", { nodeId: "n1", token })).toEqual({ keeper: "KEYRING" });
    const onDisk = desktop.files.get(secrets) ?? "";
    expect(onDisk).toContain("n1");
    expect(onDisk).not.toContain(token);
    expect(onDisk).not.toContain(Buffer.from(token).toString("base64"));
    const again = started(Object.fromEntries(desktop.files));
    expect(await again.ask("readToken", { nodeId: "n1" })).toEqual({ keeper: "KEYRING", token });
  });

  test("belongs to one node, and is forgotten at sign-out", async () => {
    const desktop = started();
    await Promise.all([
      desktop.ask("keepToken", { nodeId: "n1", token }),
      desktop.ask("keepToken", { nodeId: "n2", token: "other" }),
    ]);
    await desktop.ask("forgetToken", { nodeId: "n1" });
    expect(Object.keys(JSON.parse(desktop.files.get(secrets) ?? ""))).toEqual(["n2"]);
    expect(await desktop.ask("readToken", { nodeId: "n1" })).toEqual({ keeper: "KEYRING" });
    expect(await desktop.ask("readToken", { nodeId: "n2" })).toMatchObject({ token: "other" });
  });

  test("under basic_text is reported as weakly kept, so that the page can warn", async () => {
    const desktop = started({}, (fake) => (fake.vaultBackend = "basic_text"));
    expect(await desktop.ask("keepToken", { nodeId: "n1", token })).toEqual({ keeper: "WEAK" });
    expect(await desktop.ask("describe")).toMatchObject({ keeper: "WEAK" });
  });

  test("without any store stays in memory and off the disk", async () => {
    const desktop = started({}, (fake) => (fake.vaultWorks = false));
    expect(await desktop.ask("keepToken", { nodeId: "n1", token })).toEqual({ keeper: "MEMORY" });
    expect(desktop.files.has(secrets)).toBe(false);
    expect(await desktop.ask("readToken", { nodeId: "n1" })).toEqual({ keeper: "MEMORY", token });
  });

  test("is sealed anew when the system's key has changed", async () => {
    const old = `  ${JSON.stringify({ n1: Buffer.from("yek").toString("base64") })}`;
    const desktop = started({ [secrets]: old }, (fake) => (fake.sealAgain = true));
    expect(await desktop.ask("readToken", { nodeId: "n1" })).toMatchObject({ token: "key" });
    expect(desktop.files.get(secrets)).toContain("n1");
    expect(desktop.files.get(secrets)).not.toBe(old);
  });

  test("that the store cannot open just now is not thrown away", async () => {
    const sealed = JSON.stringify({ n1: "AAAA" });
    const desktop = started({ [secrets]: sealed });
    desktop.port.vault.decrypt = () => Promise.reject(new Error("locked"));
    expect(await desktop.ask("readToken", { nodeId: "n1" })).toEqual({ keeper: "KEYRING" });
    expect(desktop.files.get(secrets)).toBe(sealed);
  });

  test("is never in the log", async () => {
    const desktop = started();
    desktop.writesFail = true;
    expect(await desktop.ask("keepToken", { nodeId: "n1", token })).toEqual({ keeper: "MEMORY" });
    await desktop.ask("keepToken", { nodeId: "n1", token, more: 1 }).catch(() => undefined);
    expect(desktop.logged.join()).not.toContain(token);
  });
});

describe("a file on the disk", () => {
  let folder = "";
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test("is written whole, readable by its owner alone, and leaves no draft behind", async () => {
    folder = await mkdtemp(join(tmpdir(), "switchyard-"));
    const file = join(folder, "deep", "config.json");
    await Promise.all(
      ["one", "two", "three"].map((content) => diskFiles.writeWhole(file, content)),
    );
    expect(["one", "two", "three"]).toContain(await readFile(file, "utf8"));
    expect(await readdir(join(folder, "deep"))).toEqual(["config.json"]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("that is not there is no error", async () => {
    folder = await mkdtemp(join(tmpdir(), "switchyard-"));
    expect(await diskFiles.read(join(folder, "none"))).toBeUndefined();
    expect(await diskFiles.read(folder)).toBeUndefined();
    expect(diskFiles.readNow(join(folder, "none"))).toBeUndefined();
  });
});
