import { bodies } from "../../protocol/samples.ts";
import { type Dice, oddBody, oddValue, pick, vastValue } from "./values.ts";

const commandTypes = Object.keys(bodies);

/** Frames after which a connection may still stand: odd in what they say, not in how they are made. */
function bearableFrame(dice: Dice, next: () => number): string {
  const whole = () => pick(dice, ["0", "-1", "9007199254740991", "-9007199254740991", "1e3", "-0"]);
  switch (Math.floor(dice() * 12)) {
    case 0:
      return `{"frame":"ping","n":${whole()}}`;
    case 1:
      return `{"frame":"here","n":${whole()}}`;
    case 2:
      return `{"frame":"typing","interactionId":"${"i".repeat(1 + Math.floor(dice() * 64))}"}`;
    case 3:
      return `{"frame":"watch","interactionIds":[${'"i",'.repeat(Math.floor(dice() * 20))}"i"]}`;
    case 4:
      return '{"frame":"receipt","taskId":"t","offerId":"o","stage":"SHOWN"}';
    case 5:
      return `{"frame":"commands","commands":[${Array.from({ length: 1 + Math.floor(dice() * 2) }, () => oddCommand(dice, next)).join(",")}]}`;
    default:
      return `{"frame":"ping","n":${whole()}}`;
  }
}

function oddCommand(dice: Dice, next: () => number): string {
  const type = pick(dice, commandTypes);
  const right = bodies[type as keyof typeof bodies];
  const body = dice() < 0.7 ? oddBody(dice, right) : `{"a":${oddValue(dice)}}`;
  return `{"id":"f${next()}","type":"${type}","body":${body}}`;
}

const names = [
  "hello",
  "reconcile",
  "fetch",
  "commands",
  "receipt",
  "watch",
  "here",
  "ping",
  "typing",
];

/** Frames that end a connection, whoever sends them. */
function hostileFrame(dice: Dice): string | Buffer {
  switch (Math.floor(dice() * 7)) {
    case 0:
      return `{"frame":"${pick(dice, names)}","n":${vastValue(dice)}}`;
    case 1:
      return `{"frame":"commands","commands":[${vastCommand(dice)}]}`;
    case 2:
      return vastValue(dice);
    case 3:
      return oddValue(dice);
    case 4:
      return `{"frame":${oddValue(dice)},"more":1}`;
    case 5:
      return Buffer.from([0xff, 0xfe, Math.floor(dice() * 256)]);
    default:
      return `{"frame":"${pick(dice, names)}","device":${oddValue(dice)}}`;
  }
}

const MARKER = '{"frame":"ping","n":4711}';
export const MARKED = '"frame":"pong","n":4711';

/** Right in all but one field, which holds too much. */
function vastCommand(dice: Dice): string {
  const type = pick(dice, commandTypes);
  const fields = Object.entries(bodies[type as keyof typeof bodies]);
  const vast = Math.floor(dice() * fields.length);
  const texts = fields.map(
    ([name, value], nth) => `"${name}":${nth === vast ? vastValue(dice) : JSON.stringify(value)}`,
  );
  return `{"id":"vast","type":"${type}","body":{${texts.join(",")}}}`;
}

export interface Batch {
  /** Handled, where the marker's answer has come. */
  readonly frames: number;
  readonly bytes: Buffer;
}

/** So many frames for one write, the last of which the node cannot bear. */
export function batchOf(dice: Dice, size: number, next: () => number): Batch {
  const parts: Buffer[] = [];
  for (let nth = 1; nth < size; nth += 1) parts.push(masked(0x81, bearableFrame(dice, next)));
  // The answer tells that all before it were handled. A second hello ends the connection at the latest.
  parts.push(masked(0x81, MARKER), hostileWrite(dice), masked(0x81, '{"frame":"hello"}'));
  return { frames: size + 1, bytes: Buffer.concat(parts) };
}

function hostileWrite(dice: Dice): Buffer {
  const kind = dice();
  if (kind < 0.8) return masked(0x81, hostileFrame(dice));
  if (kind < 0.85) return masked(0x82, hostileFrame(dice));
  // Opcodes, reserved bits and fragments that the protocol does not have.
  return masked(Math.floor(dice() * 256), oddValue(dice));
}

/** A frame as a client writes it; the mask is nought, so that the payload stands as it is. */
export function masked(first: number, payload: string | Buffer): Buffer {
  const body = typeof payload === "string" ? Buffer.from(payload) : payload;
  const { length } = body;
  const head = Buffer.alloc(length < 126 ? 6 : length < 65_536 ? 8 : 14);
  head[0] = first;
  if (length < 126) head[1] = 0x80 | length;
  else if (length < 65_536) {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 0x80 | 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, body]);
}
