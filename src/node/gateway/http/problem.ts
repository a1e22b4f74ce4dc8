import type { FastifyReply } from "fastify";
import type { Refusal, RefusalCode } from "../../../domain/refusal.ts";
import { type Fault, faultText } from "../../faults.ts";

/** Codes that only HTTP knows, beside those of refusals. */
export const httpCodes = [
  "INTERNAL",
  "METHOD_NOT_ALLOWED",
  "NOT_ACCEPTABLE",
  "NOT_READY",
  "PROXY_HEADER_MISSING",
  "REQUEST_INVALID",
  "UNSUPPORTED_MEDIA_TYPE",
] as const;
export type ProblemCode = RefusalCode | (typeof httpCodes)[number];

const statuses: Partial<Record<ProblemCode, number>> = {
  REQUEST_INVALID: 400,
  PROTOCOL_UNSUPPORTED: 400,
  PROXY_HEADER_MISSING: 400,
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
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  FRAME_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
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

/** What passes by itself: whoever is told so by a header alone knows when to ask again. */
const comeAgain: Partial<Record<ProblemCode, number>> = {
  RATE_LIMITED: 1,
  COMMIT_UNKNOWN: 1,
  NODE_BUSY: 1,
  NOT_READY: 5,
};

/** A refusal on its way out of a handler, to be answered as problem details (RFC 9457). */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly more: Readonly<Record<string, unknown>>;
  /** When to come again, where that helps. */
  readonly retryAfterSec: number | undefined;

  constructor(
    code: ProblemCode,
    detail?: string,
    more: Readonly<Record<string, unknown>> = {},
    retryAfterSec = comeAgain[code],
  ) {
    super(code);
    this.retryAfterSec = retryAfterSec;
    this.code = code;
    this.detail = detail;
    this.more = more;
  }
}

export function refusedAs(refusal: Refusal & { readonly retryAfterSec?: number }): ProblemError {
  return new ProblemError(refusal.refused, refusal.detail, {}, refusal.retryAfterSec);
}

/** What does not fit its schema: the first fault in words, and all of them by path. */
export function invalidRequest(faults: readonly Fault[]): ProblemError {
  const [first] = faults;
  const detail = first === undefined ? "this is not what is asked for" : faultText(first);
  return new ProblemError("REQUEST_INVALID", detail, { errors: faults });
}

/** Problem details (RFC 9457), without what their title says already. */
export function problemBody({ code, detail, more }: ProblemError) {
  const words = detail === undefined ? {} : { detail };
  const title = code.charAt(0) + code.slice(1).toLowerCase().replaceAll("_", " ");
  return { type: "about:blank", title, status: statusOf(code), code, ...words, ...more };
}

export function sendProblem(reply: FastifyReply, problem: ProblemError): FastifyReply {
  const { retryAfterSec } = problem;
  if (retryAfterSec !== undefined && !reply.hasHeader("retry-after"))
    reply.header("retry-after", String(retryAfterSec));
  return reply
    .code(statusOf(problem.code))
    .header("content-type", "application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .serializer((text: string) => text)
    .send(JSON.stringify(problemBody(problem)));
}
