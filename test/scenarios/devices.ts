import "fake-indexeddb/auto";
import type { SocketLike } from "../../src/client/port.ts";
import type { RunningNode } from "../../src/node/run.ts";
import type { Desk, Identity } from "../../src/sync/desk.ts";
import { openDesk } from "../../src/sync/open-desk.ts";
import { FakeChannels, FakeLocks, dexieStorage, live, surroundings } from "../sync/desk-harness.ts";
import { FakeNode } from "../sync/fake-node.ts";

/** One profile on one computer: its databases, locks and channels outlive each page. */
export class Profile {
  readonly #storage = dexieStorage();
  readonly #locks = new FakeLocks();
  readonly #channels = new FakeChannels();
  readonly #sockets = new Set<SocketLike>();
  #isCut = false;
  #desk: Desk | null = null;
  /** Every frame that this profile has sent, to whomever. */
  readonly sent: { readonly url: string; readonly text: string }[] = [];

  /** The line to everywhere is dead until it is mended. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.close();
  }

  mend(): void {
    this.#isCut = false;
    this.#desk?.reconnect();
  }

  /** The one page. With `known` it opens from what the device holds, without waiting for the node. */
  async open(node: RunningNode, token: string, known: Identity | null = null): Promise<Desk> {
    await this.close();
    this.#desk = await openDesk(
      surroundings(new FakeNode(), {
        nodeUrl: node.address,
        token,
        known,
        storage: this.#storage,
        locks: this.#locks,
        channel: this.#channels.make,
        connect: (url, protocol) => this.#connect(url, protocol),
        fetch,
        newId: () => crypto.randomUUID(),
      }),
    );
    if (!this.#isCut) await live(this.#desk);
    return this.#desk;
  }

  async close(): Promise<void> {
    await this.#desk?.close();
    this.#desk = null;
  }

  #connect(url: string, protocol: string): SocketLike {
    const socket = new WebSocket(this.#isCut ? "ws://127.0.0.1:1/sync" : url, protocol);
    this.#sockets.add(socket);
    const { sent } = this;
    return {
      send: (text) => {
        sent.push({ url, text });
        socket.send(text);
      },
      close: (code, reason) => socket.close(code, reason),
      addEventListener: socket.addEventListener.bind(socket) as SocketLike["addEventListener"],
    };
  }
}
