import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDemo } from "../../src/cli/demo-node.ts";
import { openNode } from "../../src/cli/node-at.ts";
import { main } from "../../src/cli/switchyard.ts";
import { demoPeople } from "../../src/demo/demo-people.ts";
import { Api, apiOf } from "../support/api.ts";

const said: string[] = [];
const complained: string[] = [];

beforeEach(() => {
  said.length = 0;
  complained.length = 0;
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => void complained.push(line));
});
afterEach(() => vi.unstubAllEnvs());

describe("the command line", () => {
  test("says what there is", async () => {
    expect(await main(["--help"])).toBe(0);
    for (const name of ["serve", "demo", "user add", "token create", "task list", "queue list"]) {
      expect(said.join("\n")).toContain(name);
    }
  });

  test("says how a command is used, without carrying it out", async () => {
    expect(await main(["demo", "--port", "7000", "--help"])).toBe(0);
    expect(said.join("\n")).toContain("--no-simulator");
  });

  test.each([
    [["dmeo"], 'There is no command "dmeo". Did you mean demo?'],
    [["constructor"], 'There is no command "constructor".'],
    [["user"], "What about user? Say user add, user list, user disable."],
    [["user", "delete"], 'There is no "user delete".'],
    [["demo", "--no-opne"], "There is no option --no-opne here. Did you mean --no-open?"],
    [["demo", "--port", "x"], '"x" is not a port'],
    [["demo", "--speed", "0"], '"0" is not a speed'],
    [["demo", "port=1"], '"port=1" is one word too many after demo. Did you mean --port?'],
    [["user", "add"], "Say switchyard user add NAME."],
    [["user", "add", "bo", "--role", "boss"], '"boss" is not a role'],
    [["token", "create"], "For which source? Say --source ID."],
    [["task", "list", "--state", "LOST"], '"LOST" is not a state'],
    [["queue", "list", "--node", "here"], '"here" is no address'],
  ])("refuses %j in words, with exit code 2", async (args, words) => {
    vi.stubEnv("SWITCHYARD_PORT", "");
    expect(await main(args)).toBe(2);
    expect(complained.join("\n")).toContain(words);
    expect(said).toEqual([]);
  });

  test("says when no node answers, with exit code 1", async () => {
    vi.stubEnv("SWITCHYARD_TOKEN", "a-token-of-no-node");
    expect(await main(["queue", "list", "--node", "http://127.0.0.1:9"])).toBe(1);
    expect(complained.join("\n")).toContain("No node answers at http://127.0.0.1:9.");
  });
});

describe("on a workspace", () => {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, "data");
  const log = (): void => undefined;
  const place = { dataDir: data, port: 0, traffic: null, log };

  test("the demo is furnished once, and everybody printed can sign in", async () => {
    const first = await openDemo(place);
    const sam = await apiOf(first.node.address, "sam");
    const agents = await sam.get<{ items: { id: string }[] }>("/agents");
    await first.stop();
    const again = await openDemo(place);
    const { nodeId, address, setUpCode } = again.node;
    expect({ nodeId, setUpCode }).toEqual({ nodeId: first.node.nodeId, setUpCode: null });
    expect((await again.node.store.access.accounts()).length).toBe(demoPeople.length);
    const me = await new Api(address, sam.token).get<{ demo: boolean; workspaceName: string }>(
      "/me",
    );
    expect(me).toMatchObject({ demo: true, workspaceName: "Acme Telecom" });
    await again.stop();
    const desks = demoPeople.filter((person) => !person.roles.includes("admin"));
    expect(agents.items.map((agent) => agent.id).sort()).toEqual(
      desks.map((person) => person.userId).sort(),
    );
  }, 60_000);

  test("people are added, listed and disabled", async () => {
    vi.stubEnv("SWITCHYARD_PASSWORD", "correct-horse-battery");
    const at = ["--data", data, "--json"];
    expect(await main(["user", "add", "Bo", "--queue", "billing", ...at])).toBe(0);
    expect(await main(["user", "add", "bo", ...at])).toBe(1);
    expect(await main(["user", "add", "eve", "--queue", "biling", ...at])).toBe(1);
    expect(complained.join("\n")).toContain('There is no queue "biling". Did you mean billing?');
    expect(await main(["user", "disable", "bo", ...at])).toBe(0);
    said.length = 0;
    expect(await main(["user", "list", ...at])).toBe(0);
    const accounts: unknown = JSON.parse(said.join(""));
    expect(accounts).toContainEqual(
      expect.objectContaining({ username: "bo", enabled: false, queueIds: ["billing"] }),
    );
    expect(said.join("")).not.toContain("scrypt");
  }, 60_000);

  test("a connector's token is made for a source that exists", async () => {
    const at = ["--data", data, "--json"];
    expect(await main(["token", "create", "--source", "web", ...at])).toBe(0);
    expect(JSON.parse(said.join(""))).toMatchObject({ source: "web" });
    expect(await main(["token", "create", "--source", "nowhere", ...at])).toBe(1);
  }, 60_000);

  test("the demo keeps away from a folder that holds something else", async () => {
    const other = join(folder, "other");
    await (await openNode({ dataDir: other, port: 0, log })).stop();
    await expect(openDemo({ ...place, dataDir: other })).rejects.toThrow("another workspace");
  }, 60_000);
});
