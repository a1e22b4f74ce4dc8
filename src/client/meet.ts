import type { WelcomeFrame } from "../protocol/frames.ts";
import { NodeClock } from "./node-clock.ts";
import { NodeSocket, type SocketParts } from "./node-socket.ts";
import { NodeProblem } from "./request.ts";

/** Says hello once and goes: who is at this address, and who are we there. Rejects with a NodeProblem. */
export function meetNode(parts: SocketParts): Promise<WelcomeFrame> {
  return new Promise((resolve, reject) => {
    const socket = new NodeSocket(parts, new NodeClock(parts), {
      welcomed(frame) {
        resolve(frame);
        socket.close();
      },
      received() {},
      closed(code) {
        reject(new NodeProblem(code ?? "UNREACHABLE", 0, "the node did not welcome us"));
      },
    });
  });
}
