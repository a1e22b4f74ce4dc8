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
import { faultText, faultsOf } from "../faults.ts";
import { Shape } from "../shape.ts";
import { jsonFaultOf } from "./bounded-json.ts";

const frames: Readonly<Record<ClientFrame["frame"], Shape>> = {
  hello: new Shape(HelloFrame),
  reconcile: new Shape(ReconcileFrame),
  fetch: new Shape(FetchFrame),
  commands: new Shape(CommandsFrame),
  receipt: new Shape(ReceiptFrame),
  watch: new Shape(WatchFrame),
  here: new Shape(HereFrame),
  ping: new Shape(PingFrame),
  typing: new Shape(TypingFrame),
};

/** A client's frame, or null when it is none. What is wrong with it is not told: it may be a stranger's. */
export function parseFrame(text: string): ClientFrame | null {
  if (jsonFaultOf(text) !== null) return null;
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
  return typeof frame === "string" && isFrameName(frame) && frames[frame].check(value);
}

function isFrameName(name: string): name is ClientFrame["frame"] {
  return Object.hasOwn(frames, name);
}

type Envelope = Infer<typeof CommandEnvelope>;

const envelope = new Shape(CommandEnvelope);
const bodies = new Map<string, Shape>(
  Object.values(commandSpecs).map((spec) => [spec.type, new Shape(spec.body)]),
);

/**
 * A command whose envelope was checked: its body is checked against its own schema here. To say what is wrong costs
 * more than all the rest: whoever sends many that are none is asked first whether they may hear it.
 */
export function parseCommand(sent: Envelope, mayHear = () => true): Command | Refusal {
  const body = bodies.get(sent.type);
  if (body !== undefined && isBodyOf(sent, body)) return sent;
  if (!mayHear()) return refuse("RATE_LIMITED", "too many commands that are none");
  if (body === undefined) return refuse("COMMAND_INVALID", "no such command");
  return refuse("COMMAND_INVALID", firstFault(body, sent.body, "body"));
}

/** The same for one command that came by HTTP. */
export function parseEnvelope(value: unknown): Command | Refusal {
  if (isEnvelope(value)) return parseCommand(value);
  return refuse("COMMAND_INVALID", firstFault(envelope, value, ""));
}

function isEnvelope(value: unknown): value is Envelope {
  return envelope.check(value);
}

function isBodyOf(sent: Envelope, body: Shape): sent is Envelope & Command {
  return body.check(sent.body);
}

/** Where it is wrong and how; never what stood there. */
function firstFault(schema: Shape, value: unknown, at: string): string {
  const [fault] = faultsOf(schema, value);
  if (fault === undefined) return "not valid";
  return faultText({ ...fault, path: [at, fault.path].filter((part) => part !== "").join(".") });
}
