import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { SocketWire } from "../../../src/node/gateway/socket-wire.ts";

/** A socket whose other end does not read. */
function unread() {
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send(text: string) {
      this.bufferedAmount += text.length;
    },
    terminate() {
      this.readyState = 3;
    },
  };
  return { socket, wire: new SocketWire(socket as unknown as WebSocket) };
}

test("whoever asks on and on without reading is cut off before much is kept for them", () => {
  const { socket, wire } = unread();
  const list = "x".repeat(200_000);
  for (let times = 0; times < 1000; times += 1) wire.send(list);
  expect(socket.readyState).toBe(3);
  expect(socket.bufferedAmount).toBeLessThan(4 * 1024 * 1024);
});

test("whoever has not read a page yet is written another one", () => {
  const { socket, wire } = unread();
  for (let times = 0; times < 2; times += 1) wire.send("x".repeat(1024 * 1024));
  expect([socket.readyState, socket.bufferedAmount]).toEqual([1, 2 * 1024 * 1024]);
});
