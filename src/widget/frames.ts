import type { SentFrame, VisitorMessageRow } from "../protocol/frames.ts";
import type { PROTOCOL_VERSION } from "../protocol/version.ts";
import { type Line, lineIn } from "./line.ts";
import { type Conversing, conversingIn } from "./standing.ts";
import { isRecord, jsonOf, numberIn, textIn } from "./reading.ts";

const protocolVersion: typeof PROTOCOL_VERSION = 2;

/** Of all frames of the node, those that mean something to a customer. */
export type Heard =
  | { readonly frame: "welcome" | "behind" | "bye" }
  | { readonly frame: "list" | "ask"; readonly n: number }
  | { readonly frame: "changes"; readonly n: number; readonly lines: readonly PushedLine[] }
  | { readonly frame: "conversation"; readonly conversing: Conversing }
  | { readonly frame: "typing"; readonly name: string };

export interface PushedLine {
  readonly line: Line;
  readonly interactionId: string;
}

/** Null for frames that are not for us, and for what cannot be read. */
export function readFrame(data: unknown): Heard | null {
  const value = jsonOf(data);
  const n = numberIn(value, "n") ?? 0;
  const frame = textIn(value, "frame");
  switch (frame) {
    case "welcome":
    case "behind":
    case "bye":
      return { frame };
    case "list":
    case "ask":
      return { frame, n };
    case "changes":
      return { frame, n, lines: linesIn(value) };
    case "conversation": {
      const conversing = isRecord(value) ? conversingIn(value["conversation"]) : null;
      return conversing === null ? null : { frame, conversing };
    }
    case "typing":
      return { frame, name: textIn(value, "name") ?? "" };
    default:
      return null;
  }
}

function linesIn(value: unknown): PushedLine[] {
  if (!isRecord(value) || !Array.isArray(value["rows"])) return [];
  return value["rows"].map(pushedLine).filter((pushed) => pushed !== null);
}

function pushedLine(wire: unknown): PushedLine | null {
  if (!isRecord(wire) || wire["kind"] !== "MESSAGE") return null;
  // The node shows a visitor no notes; should it ever, there is no such line here.
  const line = lineIn(wire["row"], fields);
  const interactionId = textIn(wire["row"], "interactionId");
  return line === null || interactionId === null ? null : { line, interactionId };
}

const fields: Readonly<
  Record<"from" | "name" | "event" | "at" | "writtenAt", keyof VisitorMessageRow>
> = {
  from: "kind",
  name: "authorName",
  event: "told",
  at: "createdAt",
  writtenAt: "writtenAt",
};

export function helloFrame(token: string, device: string): string {
  return written({ frame: "hello", protocol: protocolVersion, token, device });
}

/** Nothing is kept here that could be compared: the list of messages is fetched whole beside it. */
export function reconcileFrame(): string {
  return written({ frame: "reconcile", feedId: null, seq: 0 });
}

export function hereFrame(n: number): string {
  return written({ frame: "here", n });
}

export function typingFrame(interactionId: string): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the node's own id, given back unread
  const frame = { frame: "typing", interactionId } as Extract<SentFrame, { frame: "typing" }>;
  return written(frame);
}

function written(frame: SentFrame): string {
  return JSON.stringify(frame);
}
