import { demoPeople } from "../demo/demo-people.ts";
import { demoQueues } from "../demo/demo-queues.ts";
import { openBrowser } from "./browser.ts";
import type { Command } from "./command.ts";
import { type DemoNode, openDemo } from "./demo-node.ts";
import { demoDirFrom, untilStopped } from "./node-at.ts";
import { type Given, portFrom, wholeNumber } from "./options.ts";
import { table } from "./output.ts";
import { originFrom } from "./source.ts";

export const demo: Command = {
  name: "demo",
  what: "run the demo workspace: a node, invented customers, and accounts to try",
  options: {
    port: { value: "N", what: "serve on this port (SWITCHYARD_PORT; 7450 unless set)" },
    data: { value: "DIR", what: "keep the data there (SWITCHYARD_DATA; ~/.switchyard/demo)" },
    "no-simulator": { what: "no invented customers and agents" },
    "no-open": { what: "do not open the browser" },
    speed: { value: "N", what: "the invented people are N times as fast as life (1)" },
    rate: { value: "N", what: "so many customers a minute, before the speed (6)" },
    seed: { value: "N", what: "the same customers again for the same number" },
    origin: { value: "ORIGIN", what: "let pages of this origin in as well; may be repeated" },
    site: { value: "ORIGIN", what: "let this site embed the chat; may be repeated" },
  },
  run: async (given) => {
    const running = await openDemo({
      dataDir: demoDirFrom(given, process.env),
      port: portFrom(given, process.env) ?? null,
      traffic: given.flag("no-simulator") ? null : trafficFrom(given),
      origins: given.texts("origin"),
      sites: given.texts("site").map(originFrom),
      log: (line) => console.error(line),
    });
    const stopped = untilStopped();
    if (given.flag("json")) console.log(JSON.stringify(description(running)));
    else console.log(greeting(running));
    if (!given.flag("no-open")) openBrowser(running.node.address);
    await stopped;
    await running.stop();
    return 0;
  },
};

function trafficFrom(given: Given) {
  const number = (name: string, most: number): number | undefined =>
    wholeNumber(given.text(name), name, { least: 1, most });
  const [speed, perMinute, seed] = [
    number("speed", 100),
    number("rate", 600),
    number("seed", 2 ** 31),
  ];
  return {
    ...(speed === undefined ? {} : { speed }),
    ...(perMinute === undefined ? {} : { perMinute }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** Those whose desks are free. */
const guests = demoPeople.filter((person) => !person.simulated);

function description({ node, customerPage }: DemoNode) {
  const accounts = guests.map(({ username, password, name, roles }) => ({
    username,
    password,
    name,
    roles,
  }));
  return { address: node.address, customerPage, accounts };
}

function greeting({ node, customerPage }: DemoNode): string {
  const accounts = table(guests, [
    { head: "NAME", cell: (person) => person.name },
    { head: "SIGN IN AS", cell: (person) => person.username },
    { head: "PASSWORD", cell: (person) => person.password },
    { head: "ROLE", cell: (person) => person.roles.join(", ") },
    { head: "QUEUES", cell: (person) => queueNames(person.queueIds) },
  ]);
  return [
    `Switchyard: ${node.address}`,
    "",
    "This is a demo: Acme Telecom and its people are made up. Accounts to try:",
    "",
    accounts,
    "",
    `A customer's page: ${customerPage}`,
    "",
    "Sign in as ana and set yourself available: what waits in Billing is offered to you.",
    "In a second tab sign in as sam and watch the queues, or write to yourself from the customer's page.",
    "Ctrl-C stops it; the data is kept for the next time.",
  ].join("\n");
}

function queueNames(ids: readonly string[]): string {
  const names = demoQueues.filter((queue) => ids.includes(queue.id)).map((queue) => queue.name);
  return names.length === demoQueues.length ? "all" : names.join(", ");
}
