import type { Me } from "../protocol/frames.ts";
import type { Fetch } from "./port.ts";
import { request } from "./request.ts";

export interface Session {
  readonly token: string;
  /** Node time. */
  readonly expiresAt: number;
  /** To be sent along the next time that somebody signs in from this device. */
  readonly device?: string;
  readonly me: Me;
}

export interface SignIn {
  readonly nodeUrl: string;
  readonly username: string;
  readonly password: string;
  readonly device?: string | null;
  readonly fetch: Fetch;
}

/** Rejects with a NodeProblem: SIGN_IN_FAILED, RATE_LIMITED, UNREACHABLE … */
export function signIn({
  nodeUrl,
  username,
  password,
  device = null,
  fetch,
}: SignIn): Promise<Session> {
  const body = { username, password, ...(device === null ? {} : { device }) };
  return request<Session>(
    { nodeUrl, token: null, fetch },
    { method: "POST", path: "/sessions", body },
  );
}

export interface Signed {
  readonly nodeUrl: string;
  readonly token: string;
  readonly fetch: Fetch;
}

/** Whose token this is, or a NodeProblem when it is nobody's any more. */
export function whoAmI(signed: Signed): Promise<Me> {
  return request<Me>(signed, { method: "GET", path: "/me" });
}

/** Ends the session at the node; this device's data is the desk's to delete. */
export async function endSession(signed: Signed): Promise<void> {
  await request<null>(signed, { method: "DELETE", path: "/sessions/current" });
}
