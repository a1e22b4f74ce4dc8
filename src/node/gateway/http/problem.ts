import type { FastifyReply } from "fastify";
import type { Refusal, RefusalCode } from "../../../domain/refusal.ts";

/** Codes that only HTTP knows, beside those of refusals. */
export type ProblemCode = RefusalCode | "REQUEST_INVALID" | "INTERNAL" | "NOT_READY";

const statuses: Partial<Record<ProblemCode, number>> = {
  REQUEST_INVALID: 400,
  COMMAND_INVALID: 400,
  FRAME_INVALID: 400,
  MESSAGE_EMPTY: 400,
  MESSAGE_TOO_LONG: 400,
  FIELD_NOT_EDITABLE: 400,
  CONFIGURATION_INVALID: 400,
  REASON_REQUIRED: 400,
  RULE_INVALID: 400,
  ACCOUNT_DISABLED: 401,
  NOT_SIGNED_IN: 401,
  SIGN_IN_FAILED: 401,
  NOT_PERMITTED: 403,
  ORIGIN_NOT_ALLOWED: 403,
  NOT_YOUR_INTERACTION: 403,
  NOT_YOUR_OFFER: 403,
  NOT_YOUR_TASK: 403,
  TLS_REQUIRED: 403,
  AGENT_NOT_FOUND: 404,
  CONSULT_NOT_FOUND: 404,
  FOLDER_NOT_FOUND: 404,
  INTERACTION_NOT_FOUND: 404,
  INTERVENTION_NOT_FOUND: 404,
  INVITE_NOT_VALID: 404,
  LIST_NOT_FOUND: 404,
  MEDIA_NOT_FOUND: 404,
  MRD_NOT_FOUND: 404,
  NOT_FOUND: 404,
  OFFER_NOT_FOUND: 404,
  QUEUE_NOT_FOUND: 404,
  SOURCE_NOT_FOUND: 404,
  TASK_NOT_FOUND: 404,
  WORKFLOW_NOT_FOUND: 404,
  FRAME_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  COMMIT_UNKNOWN: 503,
  NODE_BUSY: 503,
  NOT_READY: 503,
};

/** What is refused because of how things stand is a conflict: asking again is no use as long as they stand so. */
const CONFLICT = 409;

function statusOf(code: ProblemCode): number {
  return statuses[code] ?? CONFLICT;
}

/** A refusal on its way out of a handler, to be answered as problem details (RFC 9457). */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail?: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.more = more;
  }
}

export function refusedAs(refusal: Refusal): ProblemError {
  return new ProblemError(refusal.refused, refusal.detail);
}

export function sendProblem(reply: FastifyReply, problem: ProblemError): FastifyReply {
  const { code, detail, more } = problem;
  const status = statusOf(code);
  const words = detail === undefined ? {} : { detail };
  const title = code.charAt(0) + code.slice(1).toLowerCase().replaceAll("_", " ");
  const body = { type: "about:blank", title, status, code, ...words, ...more };
  return reply
    .code(status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .serializer((text: string) => text)
    .send(JSON.stringify(body));
}
