import { desktopTable } from "../protocol/desktop.ts";
import type {
  AnswerOf,
  ArgumentOf,
  AskName,
  DataOf,
  HearName,
  Parsed,
  Parser,
  TellName,
} from "../protocol/desktop.ts";
import { appOrigin } from "./app-address.ts";
import type { DesktopPort, IpcSender } from "./port.ts";

export type IpcHandlers = {
  readonly [K in AskName]: (argument: ArgumentOf<K>) => Promise<AnswerOf<K>>;
} & {
  readonly [K in TellName]: (argument: ArgumentOf<K>) => void;
};

type IpcPorts = Pick<DesktopPort, "ipc" | "window" | "log">;

/** The one door from the page: only our own top frame, only what the table holds, only parsed arguments. */
export function serveIpc(port: IpcPorts, handlers: IpcHandlers): void {
  for (const [name, entry] of Object.entries(desktopTable)) {
    if (entry.direction === "hear") continue;
    // The mapped types above pair each handler with its own parser; the loop cannot see that pairing.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    const handle = handlers[name as AskName | TellName] as (argument: unknown) => unknown;
    const admit = (sender: IpcSender, args: readonly unknown[]): Parsed<unknown> =>
      admitted(sender, args, entry.argument);
    if (entry.direction === "tell") {
      port.ipc.listen(entry.channel, (sender, args) => {
        const argument = admit(sender, args);
        if ("fault" in argument)
          return port.log("dropped an IPC message", { name, fault: argument.fault });
        handle(argument.value);
      });
      continue;
    }
    port.ipc.answer(entry.channel, async (sender, args) => {
      const argument = admit(sender, args);
      if ("fault" in argument) {
        port.log("dropped an IPC call", { name, fault: argument.fault });
        throw new Error(`Refused: ${name}`);
      }
      const answer = entry.answer(await handle(argument.value));
      if ("fault" in answer)
        throw new Error(`${name} gave an answer outside the table: ${answer.fault}`);
      return answer.value;
    });
  }
}

export function sayToPage<K extends HearName>(
  port: Pick<DesktopPort, "window">,
  name: K,
  data: DataOf<K>,
): void {
  port.window.send(desktopTable[name].channel, data);
}

function admitted(
  sender: IpcSender,
  args: readonly unknown[],
  parse: Parser<unknown>,
): Parsed<unknown> {
  if (!sender.topFrame) return { fault: "not the top frame" };
  if (sender.origin !== appOrigin) return { fault: "a foreign origin" };
  return args.length > 1 ? { fault: "more than one argument" } : parse(args[0]);
}
