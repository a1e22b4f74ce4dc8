import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { NodeProblem, request } from "../client/request.ts";
import { endSession, signIn } from "../client/session.ts";
import type { Given, Options } from "./options.ts";
import { Failure, UsageError } from "./usage.ts";

/** How a command finds a running node and says who asks. */
export const remoteOptions: Options = {
  node: { value: "URL", what: "the node's address (SWITCHYARD_NODE; http://127.0.0.1:7450)" },
  user: { value: "NAME", what: "who asks (SWITCHYARD_USER)" },
};

export const remoteHelp: readonly string[] = [
  "The password is asked for, or read from SWITCHYARD_PASSWORD; a token in SWITCHYARD_TOKEN needs neither.",
];

export interface Remote {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: object): Promise<Answer>;
}

/** Signs in, asks, and signs out again. */
export async function askNode<T>(given: Given, ask: (remote: Remote) => Promise<T>): Promise<T> {
  const nodeUrl = addressFrom(given);
  try {
    const own = process.env["SWITCHYARD_TOKEN"];
    const token = own || (await tokenFor(nodeUrl, given));
    const access = { nodeUrl, token, fetch };
    try {
      return await ask({
        get: (path) => request(access, { method: "GET", path }),
        post: (path, body) => request(access, { method: "POST", path, body }),
      });
    } finally {
      if (!own) await endSession({ nodeUrl, token, fetch });
    }
  } catch (error) {
    throw error instanceof NodeProblem ? inWords(error, nodeUrl) : error;
  }
}

function addressFrom(given: Given): string {
  const address = given.text("node") ?? (process.env["SWITCHYARD_NODE"] || "http://127.0.0.1:7450");
  const isAddress = URL.canParse(address) && /^https?:/.test(address);
  if (!isAddress) throw new UsageError(`"${address}" is no address: http://HOST:PORT`);
  return new URL(address).origin;
}

async function tokenFor(nodeUrl: string, given: Given): Promise<string> {
  const username = given.text("user") ?? process.env["SWITCHYARD_USER"];
  if (!username) throw new UsageError("Who asks? Say --user NAME, or set SWITCHYARD_TOKEN.");
  const password =
    process.env["SWITCHYARD_PASSWORD"] || (await askPassword(`${username}'s password: `));
  const { token } = await signIn({ nodeUrl, username, password, fetch });
  return token;
}

/** What is typed is not shown. Where nobody can type, there has to be a password in the environment. */
export async function askPassword(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new UsageError(
      "There is no password: set SWITCHYARD_PASSWORD, or run this in a terminal.",
    );
  }
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(question);
  try {
    return await line.question("");
  } finally {
    line.close();
    process.stderr.write("\n");
  }
}

function inWords(problem: NodeProblem, nodeUrl: string): Failure {
  switch (problem.code) {
    case "UNREACHABLE":
      return new Failure(
        `No node answers at ${nodeUrl}. Is it running? switchyard serve starts one.`,
      );
    case "SIGN_IN_FAILED":
      return new Failure("The name or the password is not right.");
    case "TLS_REQUIRED":
      return new Failure(
        `${nodeUrl} is not encrypted: beyond this computer a node is reached by https. On this computer say http://127.0.0.1:PORT.`,
      );
    case "NOT_SIGNED_IN":
      return new Failure("The token is not known to this node.");
    default:
      return new Failure(`The node refused: ${problem.code} ${problem.message}`);
  }
}
