import type { Fetch } from "../../client/port.ts";
import { request } from "../../client/request.ts";
import type { Session } from "../../client/session.ts";

export interface FirstPerson {
  readonly code: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly workspaceName: string;
}

/** Makes the first account of a new node, and signs it in. */
export function setUpNode(nodeUrl: string, person: FirstPerson, fetch: Fetch): Promise<Session> {
  return request<Session>(
    { nodeUrl, token: null, fetch },
    { method: "POST", path: "/sessions/setup", body: person },
  );
}
