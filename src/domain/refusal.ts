/** A refusal is a value with a stable code: it travels the wire and has a sentence in the words file. */
export const refusalCodes = [
  "AGENT_NOT_AVAILABLE",
  "AGENT_NOT_FOUND",
  "ALREADY_EXISTS",
  "COMMAND_EXPIRED",
  "COMMAND_ID_REUSED",
  "COMMAND_INVALID",
  "COMMIT_UNKNOWN",
  "CUSTOMER_PRESENT",
  "DISPOSITION_REQUIRED",
  "DISPOSITION_UNKNOWN",
  "FIELD_NOT_EDITABLE",
  "FRAME_INVALID",
  "FRAME_TOO_LARGE",
  "HELLO_EXPECTED",
  "INTERACTION_COMPLETED",
  "INTERACTION_NOT_COMPLETED",
  "INTERACTION_NOT_FOUND",
  "INTERNAL_ERROR",
  "MESSAGE_EMPTY",
  "MESSAGE_TOO_LONG",
  "MRD_NOT_FOUND",
  "NODE_BUSY",
  "NOT_FOUND",
  "NOT_PERMITTED",
  "NOT_SIGNED_IN",
  "NOT_YOUR_INTERACTION",
  "NOT_YOUR_OFFER",
  "NOT_YOUR_TASK",
  "OFFER_ALREADY_ACCEPTED",
  "OFFER_DECLINED",
  "OFFER_EXPIRED",
  "OFFER_NOT_FOUND",
  "OFFER_WITHDRAWN",
  "ORIGIN_NOT_ALLOWED",
  "PROTOCOL_UNSUPPORTED",
  "QUEUE_ARCHIVED",
  "QUEUE_NOT_FOUND",
  "RATE_LIMITED",
  "REASON_REQUIRED",
  "REASON_UNKNOWN",
  "SESSION_NOT_BOUND",
  "SIGN_IN_FAILED",
  "SOURCE_NOT_FOUND",
  "TASK_CLOSED",
  "TASK_NOT_ACTIVE",
  "TASK_NOT_FOUND",
  "TASK_NOT_IN_WRAP_UP",
  "TASK_NOT_QUEUED",
  "TASK_NOT_RESERVED",
  "THREAD_CLOSED",
  "TOO_EARLY",
  "TOO_MANY_DISPOSITIONS",
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  readonly refused: RefusalCode;
  /** What exactly was wrong, for people who read logs or call the API; never a secret. */
  readonly detail?: string;
}

export function refuse(refused: RefusalCode, detail?: string): Refusal {
  return detail === undefined ? { refused } : { refused, detail };
}

export function isRefusal(value: object): value is Refusal {
  return "refused" in value;
}
