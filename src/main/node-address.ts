/** A node's address, safe to be written into a header: both are origins and hold no space or semicolon. */
export interface NodeAddress {
  readonly origin: string;
  readonly socketOrigin: string;
}
export interface AddressRefused {
  readonly refused: string;
}

const loopback = new Set(["127.0.0.1", "[::1]"]);

/** Plain http only to this very machine; everything else must be https. */
export function parseNodeAddress(text: string): NodeAddress | AddressRefused {
  if (!URL.canParse(text))
    return { refused: `"${text}" is not an address. It should look like https://node.example.` };
  const { protocol, host, hostname, username, password, href } = new URL(text);
  if (username !== "" || password !== "")
    return { refused: "The address must not hold a user name or a password." };
  if (href !== `${protocol}//${host}/`)
    return { refused: "The address must end after the host and port." };
  if (!/^[a-z0-9.:[\]-]+$/.test(host)) return { refused: `"${host}" is not the name of a host.` };
  if (protocol === "https:") return { origin: `https://${host}`, socketOrigin: `wss://${host}` };
  if (protocol === "http:" && loopback.has(hostname))
    return { origin: `http://${host}`, socketOrigin: `ws://${host}` };
  return {
    refused: "The address must begin with https://. Without encryption only 127.0.0.1 is allowed.",
  };
}

export function loopbackAddress(port: number): NodeAddress {
  return { origin: `http://127.0.0.1:${port}`, socketOrigin: `ws://127.0.0.1:${port}` };
}
