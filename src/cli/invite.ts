import { isIP } from "node:net";
import type { Command } from "./command.ts";
import { wholeNumber } from "./options.ts";
import { printResult } from "./output.ts";
import { askNode, remoteHelp, remoteOptions } from "./remote.ts";

interface Issued {
  readonly code: string;
  readonly username: string;
  readonly address: string;
  readonly expiresAt: number;
}

export const invite: Command = {
  name: "invite",
  words: "NAME",
  what: "a one-use code with which somebody at another computer sets their password",
  options: {
    "full-name": { value: "NAME", what: "what colleagues see (the account's name)" },
    role: { value: "ROLE", what: "agent, supervisor or admin; may be repeated (agent)" },
    queue: { value: "ID", what: "serves this queue; may be repeated (none)" },
    team: { value: "ID", what: "belongs to this team; may be repeated (none)" },
    hours: { value: "N", what: "good for so many hours (48)" },
    ...remoteOptions,
  },
  more: [
    "Where there is an account of this name, the code sets a new password for it and nothing else.",
    "A second invite for the same name makes the first one void. Only an administrator may invite.",
    ...remoteHelp,
  ],
  run: async (given) => {
    const [username = ""] = given.words;
    const hours = wholeNumber(given.text("hours"), "number of hours", { least: 1, most: 720 });
    const name = given.text("full-name");
    const lists = { roles: "role", queueIds: "queue", teamIds: "team" } as const;
    const named = Object.entries(lists).flatMap(([field, option]) => {
      const texts = given.texts(option);
      return texts.length === 0 ? [] : [[field, texts] as const];
    });
    const body = {
      username,
      ...(name === undefined ? {} : { name }),
      ...(hours === undefined ? {} : { hours }),
      ...Object.fromEntries(named),
    };
    const issued = await askNode(given, (remote) => remote.post<Issued>("/invites", body));
    printResult(given, issued, inWords(issued));
    return 0;
  },
};

function inWords({ code, username, address, expiresAt }: Issued): string {
  const lines = [
    `For ${username}, good once, until ${new Date(expiresAt).toISOString()}:`,
    `  Address: ${address}`,
    `  Code:    ${code}`,
    "They open the address (or type it into the desktop), choose “I have an invite”, and set a password.",
  ];
  if (isOnlyHere(address)) {
    lines.push("This node listens on this machine alone; serve --host opens it to others.");
  }
  return lines.join("\n");
}

function isOnlyHere(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."));
}
