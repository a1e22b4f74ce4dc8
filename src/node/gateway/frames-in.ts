import { Compile } from "typebox/compile";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { type Command, commandSpecs } from "../../protocol/commands.ts";
import { CommandEnvelope } from "../../protocol/commands.ts";
import {
  type ClientFrame,
  CommandsFrame,
  FetchFrame,
  HelloFrame,
  HereFrame,
  PingFrame,
  ReceiptFrame,
  ReconcileFrame,
  TypingFrame,
  WatchFrame,
} from "../../protocol/frames.ts";
import type { Infer } from "../../protocol/schema.ts";

const frames: Readonly<Record<ClientFrame["frame"], { Check(value: unknown): boolean }>> = {
  hello: Compile(HelloFrame),
  reconcile: Compile(ReconcileFrame),
  fetch: Compile(FetchFrame),
  commands: Compile(CommandsFrame),
  receipt: Compile(ReceiptFrame),
  watch: Compile(WatchFrame),
  here: Compile(HereFrame),
  ping: Compile(PingFrame),
  typing: Compile(TypingFrame),
};

/** A client's frame, or null when it is none. What is wrong with it is not told: it may be a stranger's. */
export function parseFrame(text: string): ClientFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isFrame(value) ? value : null;
}

function isFrame(value: unknown): value is ClientFrame {
  if (typeof value !== "object" || value === null || !("frame" in value)) return false;
  const { frame } = value;
  return typeof frame === "string" && isFrameName(frame) && frames[frame].Check(value);
}

function isFrameName(name: string): name is ClientFrame["frame"] {
  return Object.hasOwn(frames, name);
}

type Envelope = Infer<typeof CommandEnvelope>;
interface Checked {
  Check(value: unknown): boolean;
  Errors(value: unknown): { instancePath: string; message: string }[];
}

const envelope: Checked = Compile(CommandEnvelope);
const bodies = new Map<string, Checked>(
  Object.values(commandSpecs).map((spec) => [spec.type, Compile(spec.body)]),
);

/** A command whose envelope was checked: its body is checked against its own schema here. */
export function parseCommand(sent: Envelope): Command | Refusal {
  const body = bodies.get(sent.type);
  if (body === undefined) return refuse("COMMAND_INVALID", "no such command");
  if (isBodyOf(sent, body)) return sent;
  return refuse("COMMAND_INVALID", firstFault(body, sent.body, "body"));
}

/** The same for one command that came by HTTP. */
export function parseEnvelope(value: unknown): Command | Refusal {
  if (isEnvelope(value)) return parseCommand(value);
  return refuse("COMMAND_INVALID", firstFault(envelope, value, ""));
}

function isEnvelope(value: unknown): value is Envelope {
  return envelope.Check(value);
}

function isBodyOf(sent: Envelope, body: Checked): sent is Envelope & Command {
  return body.Check(sent.body);
}

/** Where it is wrong and how; never what stood there. */
function firstFault(schema: Checked, value: unknown, at: string): string {
  const [fault] = schema.Errors(value);
  if (fault === undefined) return "not valid";
  return `${at}${fault.instancePath} ${fault.message}`.trim();
}
