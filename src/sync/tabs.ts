/** What the pages of one profile share, in the shapes the browser gives them. */

/** The part of a BroadcastChannel that is used. */
export interface ChannelLike {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/** The part of the Web Locks API that is used. A stolen lock makes its holder's `request` reject. */
export interface Locks {
  request(
    name: string,
    options: { readonly steal?: boolean; readonly ifAvailable?: boolean },
    holding: (lock: unknown) => Promise<void>,
  ): Promise<unknown>;
}
