import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";

/** The hello frame as text, for sockets that are to hear more or less than that. */
export const hello = (token: string, more: object = {}): string =>
  JSON.stringify({ frame: "hello", protocol: PROTOCOL_VERSION, token, device: "d", ...more });
