import { useDesk, useDirectory, useRows } from "../app/desk-context.tsx";
import { useWords } from "../words/words.ts";

export interface About {
  readonly name: string;
  readonly href: string;
}

/** The object a command stands in the line of, as this desk knows it; null when it does not, or there is none. */
export function useAbout(lines: readonly string[]): About | null {
  const { say } = useWords();
  const interactions = useRows<"INTERACTION">(useDesk().interactions);
  const tasks = useRows<"TASK">(useDesk().tasks);
  const folders = useDirectory("FOLDER");
  const found = interactions.find(({ row }) => lines.includes(row.id))?.row;
  if (found !== undefined) {
    const page = found.state === "COMPLETED" ? "completed" : "work";
    return { name: found.customerName, href: `#/${page}/${found.id}` };
  }
  // Of work that has left this desk, its own task is what still names it.
  const task = tasks.find(({ row }) => lines.includes(row.id) || lines.includes(row.interactionId));
  if (task !== undefined)
    return { name: task.row.customerName, href: `#/work/${task.row.interactionId}` };
  const folder = folders.find(({ id }) => lines.includes(`folder:${id}`));
  if (folder === undefined) return null;
  return { name: say("outbox.folder", { name: folder.name }), href: `#/folders/${folder.id}` };
}
