import { Chat } from "../../../src/widget/chat.ts";
import { type Keeper, memoryKeeper } from "../../../src/widget/keeper.ts";
import type { ChatPicture } from "../../../src/widget/picture.ts";
import { FakeTiming } from "../fake-timing.ts";
import { FakeNode, FakeSocket } from "./fakes.ts";

interface Around {
  readonly node?: FakeNode;
  /** What all tabs share. */
  readonly keeper?: Keeper;
  /** What is this tab's alone. */
  readonly tab?: Keeper;
  readonly timing?: FakeTiming;
  /** No socket gets through. */
  readonly noSockets?: boolean;
}

/** One tab with the chat in it. */
export function openTab(around: Around = {}) {
  const { node = new FakeNode(), keeper = memoryKeeper(), tab = memoryKeeper() } = around;
  const { timing = new FakeTiming(), noSockets = false } = around;
  const sockets: FakeSocket[] = [];
  const pictures: ChatPicture[] = [];
  const chat = new Chat({
    origin: "http://node",
    source: "web",
    api: node.api,
    keeper,
    ownKeeper: tab,
    alone: (_name, work) => work(),
    live: {
      timing,
      connect: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        if (noSockets) timing.after(10, () => socket.close());
        return socket;
      },
    },
    changed: (picture) => pictures.push(picture),
  });
  chat.start();
  const picture = (): ChatPicture => {
    const last = pictures.at(-1);
    if (last === undefined) throw new Error("Nothing was shown");
    return last;
  };
  const socket = (): FakeSocket => {
    const last = sockets.at(-1);
    if (last === undefined) throw new Error("Nothing was connected");
    return last;
  };
  const bodies = () => picture().lines.map((line) => `${line.state} ${line.body}`);
  return { chat, node, keeper, tab, timing, sockets, picture, socket, bodies };
}

/** One tab that has begun, its socket open. */
export async function talk(around: Around = {}) {
  const opened = openTab(around);
  await opened.chat.begin({ name: "Jo Berg", email: null });
  opened.socket().open();
  await opened.timing.pass(0);
  return opened;
}
