import { mkdtempSync, rmSync } from "node:fs";
import { type Socket, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchProcess, startBenchNode } from "../../../bench/bench-process.ts";
import { percentile } from "../../../bench/figures.ts";
import { beginVisit } from "../../support/api.ts";
import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";
import { dice } from "../../support/dice.ts";
import { HonestCustomer } from "./honest-customer.ts";
import { MARKED, batchOf, masked } from "./frames.ts";
import { type Operation, operationsOf, requestOf } from "./requests.ts";
import type { Dice } from "./values.ts";

export interface FuzzOptions {
  readonly seed: number;
  /** Frames and requests in all, or until `untilMs` of fuzzing have passed. */
  readonly frames: number;
  readonly untilMs?: number;
  readonly quietMs: number;
  /** Sockets at once. */
  readonly lanes: number;
  /** Agents, and half as many visitors: each has a rate of its own. */
  readonly people: number;
  readonly say?: (line: string) => void;
}

export interface FuzzResult {
  readonly frames: number;
  readonly connections: number;
  readonly requests: number;
  readonly seconds: number;
  /** From an honest customer's message to its acknowledgement, with nobody else there and beside the fuzzer. */
  readonly quietMs: { readonly p50: number; readonly p99: number };
  readonly besideMs: { readonly p50: number; readonly p99: number };
  /** Connections that the node did not end though it had to, and requests that it did not answer. */
  readonly unanswered: number;
  /** Of what the node logged, what speaks of a fault of its own. */
  readonly faults: readonly string[];
  readonly isAlive: boolean;
}

const ROUNDS = 4;
const BATCH = 150;
const REQUESTS = 25;
const ANSWER_WITHIN_MS = 15_000;
const PAUSE_MS = 1;
const CLOSE_FRAME = 0x88;

/** Faults of the node's own, in its log; what it says of those who came is no fault. */
const FAULT = /failed|could not be|broken|Error/;

/** A node, and against it frames and requests of strangers, visitors, connectors and agents, beside one honest customer. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-fuzz-"));
  const faults: string[] = [];
  const log = (text: string): void => {
    for (const line of text.split("\n"))
      if (FAULT.test(line) && faults.length < 20) faults.push(line.slice(0, 500));
  };
  const centre = await startBenchNode({
    data: join(folder, "data"),
    agents: options.people,
    queues: 4,
    log,
  });
  try {
    const result = await new Fuzzer(centre, options, await operationsOf(centre.url)).run();
    return { ...result, faults };
  } finally {
    await centre.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Fuzzer {
  readonly #centre: BenchProcess;
  readonly #options: FuzzOptions;
  readonly #operations: readonly Operation[];
  readonly #host: string;
  readonly #port: number;
  readonly #dice: Dice;
  #tokens: readonly (string | null)[] = [];
  #frames = 0;
  #connections = 0;
  #requests = 0;
  #unanswered = 0;
  #ids = 0;

  constructor(centre: BenchProcess, options: FuzzOptions, operations: readonly Operation[]) {
    this.#centre = centre;
    this.#options = options;
    this.#operations = operations;
    const { hostname, port } = new URL(centre.url);
    [this.#host, this.#port] = [hostname, Number(port)];
    this.#dice = dice(options.seed);
  }

  async run(): Promise<Omit<FuzzResult, "faults">> {
    const { url, agents, connector } = this.#centre;
    const honest = await HonestCustomer.arrive(url);
    const visitors = await Promise.all(
      Array.from({ length: this.#options.people / 2 }, (_, nth) =>
        beginVisit(url, `queue-${nth % 4}`, `Visitor ${nth}`),
      ),
    );
    const known = [...visitors.map(({ api }) => api.token), ...agents.map(({ token }) => token)];
    this.#tokens = [...known, connector, connector, connector, "x".repeat(43), null, null];
    const [quiet, beside]: [number[], number[]] = [[], []];
    let seconds = 0;
    // By turns, so that whatever else the machine does slows both down.
    for (let round = 1; round <= ROUNDS; round += 1) {
      quiet.push(...(await honest.writesUntil(pause(this.#options.quietMs / ROUNDS))));
      const begun = performance.now();
      beside.push(...(await this.#round(honest, round)));
      seconds += (performance.now() - begun) / 1000;
    }
    await honest.leave();
    const isAlive = (await fetch(`${url}/readyz`).catch(() => null))?.status === 200;
    return {
      frames: this.#frames,
      connections: this.#connections,
      requests: this.#requests,
      seconds,
      quietMs: { p50: percentile(quiet, 0.5), p99: percentile(quiet, 0.99) },
      besideMs: { p50: percentile(beside, 0.5), p99: percentile(beside, 0.99) },
      unanswered: this.#unanswered,
      isAlive,
    };
  }

  /** A part of all the fuzzing, and how long an honest customer's messages took beside it. */
  async #round(honest: HonestCustomer, round: number): Promise<number[]> {
    const begun = performance.now();
    const { frames, untilMs = Number.POSITIVE_INFINITY, lanes } = this.#options;
    const goesOn = () =>
      this.#frames < (frames * round) / ROUNDS && performance.now() - begun < untilMs / ROUNDS;
    const fuzzing = Promise.all([
      ...Array.from({ length: lanes }, () => this.#lane(goesOn, () => this.#connection())),
      this.#lane(goesOn, () => this.#pipeline()),
      this.#report(goesOn, begun),
    ]);
    const [times] = await Promise.all([honest.writesUntil(fuzzing), fuzzing]);
    return times;
  }

  async #lane(goesOn: () => boolean, act: () => Promise<boolean>): Promise<void> {
    while (goesOn()) {
      if (!(await act())) this.#unanswered += 1;
      if (this.#unanswered > 20) throw new Error("the node answers no more");
      await pause(PAUSE_MS);
    }
  }

  async #report(goesOn: () => boolean, begun: number): Promise<void> {
    const { say = () => undefined } = this.#options;
    for (let tenth = 1; goesOn(); tenth += 1) {
      while (goesOn() && performance.now() - begun < tenth * 30_000) await pause(200);
      say(`${this.#frames} frames after ${Math.round((performance.now() - begun) / 1000)} s`);
    }
  }

  #token(): string | null {
    return this.#tokens[Math.floor(this.#dice() * this.#tokens.length)] ?? null;
  }

  /** One socket: an upgrade, a hello where there is a token, and a batch whose end the node cannot bear. */
  async #connection(): Promise<boolean> {
    const token = this.#token();
    const size = token === null ? 1 : 1 + Math.floor(this.#dice() * 2 * BATCH);
    const batch = batchOf(this.#dice, size, () => (this.#ids += 1));
    const hello = `{"frame":"hello","protocol":${PROTOCOL_VERSION},"token":"${token}","device":"fuzz"}`;
    const upgrade =
      `GET /sync HTTP/1.1\r\nhost: ${this.#host}:${this.#port}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
      "sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: switchyard.v1\r\n\r\n";
    const socket = this.#open();
    let sent = token === null;
    let handled = 1;
    socket.on("data", (chunk: Buffer) => {
      if (chunk.includes(MARKED)) handled = batch.frames;
      // Told to go, or a close frame by itself: whoever waits for an answer to it need not.
      if (chunk.includes('"frame":"bye"') || chunk[0] === CLOSE_FRAME) socket.end();
      if (sent || !chunk.includes('"frame":"welcome"')) return;
      sent = true;
      socket.write(batch.bytes);
    });
    socket.write(token === null ? Buffer.concat([Buffer.from(upgrade), batch.bytes]) : upgrade);
    if (token !== null) socket.write(masked(0x81, hello));
    const isEnded = await ended(socket);
    this.#frames += handled;
    this.#connections += 1;
    return isEnded;
  }

  /** Many requests in one write, each of which has to be answered, or the connection ended. */
  async #pipeline(): Promise<boolean> {
    const token = this.#token();
    const requests = Array.from({ length: REQUESTS }, () =>
      requestOf(this.#dice, this.#operations, token),
    );
    const socket = this.#open();
    let answers = 0;
    socket.on("data", (chunk: Buffer) => {
      answers += chunk.toString("latin1").split("HTTP/1.1 ").length - 1;
      if (answers >= REQUESTS) socket.end();
    });
    const host = `${this.#host}:${this.#port}`;
    socket.write(
      Buffer.concat(
        requests.map((each) =>
          Buffer.from(each.toString("latin1").replace("HOST", host), "latin1"),
        ),
      ),
    );
    const isEnded = await ended(socket);
    this.#frames += answers;
    this.#requests += answers;
    return isEnded;
  }

  #open(): Socket {
    const socket = connect(this.#port, this.#host);
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    return socket;
  }
}

function ended(socket: Socket): Promise<boolean> {
  return new Promise((over) => {
    const late = setTimeout(() => {
      over(false);
      socket.destroy();
    }, ANSWER_WITHIN_MS);
    socket.once("close", () => {
      clearTimeout(late);
      over(true);
    });
    socket.on("end", () => socket.end());
  });
}

const pause = (ms: number): Promise<void> => new Promise((over) => void setTimeout(over, ms));
