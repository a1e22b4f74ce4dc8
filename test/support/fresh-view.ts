import type { NodeFrame } from "../../src/protocol/frames.ts";
import type { WireRow } from "../../src/protocol/rows.ts";
import { PROTOCOL_VERSION, limits } from "../../src/protocol/version.ts";
import { addToHash } from "../../src/protocol/view-hash.ts";
import WebSocket from "ws";

/** What a person sees who signs in now, on a device that has nothing yet. */
export interface FreshView {
  readonly feedId: string;
  readonly reach: number;
  readonly size: number;
  readonly hash: number;
  readonly rows: readonly WireRow[];
}

export interface FreshSignIn {
  readonly url: string;
  readonly token: string;
  /** False: only the list, which is all that a hash needs. */
  readonly withRows: boolean;
}

/** Asks the node for a whole view over a good line, as any client may, and goes away again. */
export function freshView({ url, token, withRows }: FreshSignIn): Promise<FreshView> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/sync`, "switchyard.v1");
  const say = (frame: object) => socket.send(JSON.stringify(frame));
  const rows: WireRow[] = [];
  let list: Extract<NodeFrame, { frame: "list" }> | null = null;
  let lacking: number[] = [];
  return new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error("no fresh view within 30 s")), 30_000);
    const done = (): void => {
      clearTimeout(late);
      socket.terminate();
      if (list === null) return failed(new Error("no list"));
      const hash = list.rows.reduce((sum, [number, seq]) => addToHash(sum, number, seq), 0);
      found({ feedId: list.feedId, reach: list.reach, size: list.rows.length, hash, rows });
    };
    const fetchNext = (): void => {
      if (lacking.length === 0) done();
      else say({ frame: "fetch", numbers: lacking.slice(0, limits.pageRows) });
    };
    const take = (frame: NodeFrame): void => {
      if (frame.frame === "welcome") say({ frame: "reconcile", feedId: null, seq: 0 });
      if (frame.frame === "behind") say({ frame: "reconcile", feedId: null, seq: 0 });
      if (frame.frame === "list") {
        list = frame;
        lacking = withRows ? frame.rows.map(([number]) => number) : [];
        fetchNext();
      }
      if (frame.frame === "page") {
        rows.push(...frame.rows);
        const answered = new Set([...frame.rows.map(({ number }) => number), ...frame.missing]);
        lacking = lacking.filter((number) => !answered.has(number));
        fetchNext();
      }
    };
    socket.on("message", (data: Buffer) => take(JSON.parse(data.toString()) as NodeFrame));
    socket.on("open", () =>
      say({ frame: "hello", protocol: PROTOCOL_VERSION, token, device: "fresh" }),
    );
    socket.on("error", (error) => failed(error));
  });
}
