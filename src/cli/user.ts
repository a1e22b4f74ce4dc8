import type { RunningNode } from "../node/run.ts";
import type { Command } from "./command.ts";
import { dataDirFrom, dataOption, withWorkspace } from "./node-at.ts";
import { queuesNamed } from "./known-ids.ts";
import { printResult, printRows } from "./output.ts";
import { askPassword } from "./remote.ts";
import { Failure, UsageError, didYouMean } from "./usage.ts";

const roles = ["agent", "supervisor", "admin", "bot"] as const;
type Role = (typeof roles)[number];
const shortestPassword = 12;

const stopFirst = ["The node of this folder must not be running meanwhile."];

export const userAdd: Command = {
  name: "user add",
  words: "NAME",
  what: "make an account",
  options: {
    "full-name": { value: "NAME", what: "what colleagues see (the account's name)" },
    role: { value: "ROLE", what: `${roles.join(", ")}; may be repeated (agent)` },
    queue: { value: "ID", what: "serves this queue; may be repeated (all of them)" },
    ...dataOption,
  },
  more: ["The password is asked for, or read from SWITCHYARD_PASSWORD.", ...stopFirst],
  run: async (given) => {
    const [username = ""] = given.words;
    const wanted = given.texts("role").map(roleFrom);
    const password = process.env["SWITCHYARD_PASSWORD"] || (await askPassword("Password: "));
    if (password.length < shortestPassword) {
      throw new UsageError(`A password has at least ${shortestPassword} characters.`);
    }
    const made = await withWorkspace(dataDirFrom(given, process.env), (node) =>
      node.addPerson({
        username,
        password,
        name: given.text("full-name") ?? username,
        roles: wanted.length === 0 ? ["agent"] : wanted,
        teamIds: [],
        queueIds: queuesNamed(node, given.texts("queue")),
      }),
    );
    printResult(
      given,
      { userId: made.userId, username: made.username },
      `${made.username} can sign in.`,
    );
    return 0;
  },
};

export const userList: Command = {
  name: "user list",
  what: "the accounts",
  options: dataOption,
  more: stopFirst,
  run: async (given) => {
    const accounts = await withWorkspace(dataDirFrom(given, process.env), accountsOf);
    printRows(
      accounts,
      [
        { head: "USER", cell: (account) => account.username },
        { head: "NAME", cell: (account) => account.name },
        { head: "ROLES", cell: (account) => account.roles.join(", ") },
        { head: "QUEUES", cell: (account) => account.queueIds.join(", ") || "-" },
        { head: "STATE", cell: (account) => (account.enabled ? "enabled" : "disabled") },
      ],
      { json: given.flag("json"), none: "No account." },
    );
    return 0;
  },
};

export const userDisable: Command = {
  name: "user disable",
  words: "NAME",
  what: "end somebody's sessions and let them in no more",
  options: dataOption,
  more: stopFirst,
  run: async (given) => {
    const [username = ""] = given.words;
    await withWorkspace(dataDirFrom(given, process.env), async (node) => {
      const accounts = await accountsOf(node);
      const found = accounts.find((account) => account.username === username.toLowerCase());
      if (found === undefined) {
        const known = accounts.map((account) => account.username);
        throw new Failure(`There is no account "${username}".${didYouMean(username, known)}`);
      }
      await node.access.changeAccount(found.userId, { enabled: false });
    });
    printResult(given, { username, enabled: false }, `${username} is disabled.`);
    return 0;
  },
};

/** Never the password's record. */
async function accountsOf(node: RunningNode) {
  const accounts = await node.store.access.accounts();
  return accounts.map(({ password: _password, ...facts }) => facts);
}

function roleFrom(text: string): Role {
  const found = roles.find((role) => role === text);
  if (found !== undefined) return found;
  throw new UsageError(`"${text}" is not a role: ${roles.join(", ")}.${didYouMean(text, roles)}`);
}
