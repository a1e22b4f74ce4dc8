import type { Fetch } from "./port.ts";
import { type NodeAccess, request } from "./request.ts";
import type { Session } from "./session.ts";

export interface InvitedPerson {
  readonly username: string;
  readonly name: string;
}

export interface AcceptedInvite {
  readonly code: string;
  readonly password: string;
}

/** Whom a one-use code is for. Rejects with INVITE_NOT_VALID, RATE_LIMITED, UNREACHABLE … */
export function lookAtInvite(nodeUrl: string, code: string, fetch: Fetch): Promise<InvitedPerson> {
  const body = { code };
  return request({ nodeUrl, token: null, fetch }, { method: "POST", path: "/invites/look", body });
}

/** Sets the password that the code allows, uses the code up, and signs in. */
export function acceptInvite(
  nodeUrl: string,
  { code, password }: AcceptedInvite,
  fetch: Fetch,
): Promise<Session> {
  const body = { code, password };
  return request(
    { nodeUrl, token: null, fetch },
    { method: "POST", path: "/invites/accept", body },
  );
}

/** With the name alone: a new password for an account that is there. */
export interface NewInvite {
  readonly username: string;
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly queueIds?: readonly string[];
  readonly hours: number;
}

export interface IssuedInvite {
  readonly code: string;
  readonly username: string;
  /** Where it is to be used. */
  readonly address: string;
  readonly expiresAt: number;
}

/** The node tells the code here and never again. */
export function issueInvite(access: NodeAccess, invite: NewInvite): Promise<IssuedInvite> {
  return request(access, { method: "POST", path: "/invites", body: invite });
}
