import { join } from "node:path";
import { DamagedStore } from "../store/store-error.ts";
import { keptBackups } from "./kept-backups.ts";
import { backupsIn } from "./names.ts";

/** What to do about a store that cannot be trusted, with the command to type. */
export function whatToDo(dataDir: string): string {
  const [newest] = keptBackups(dataDir);
  const place = `--data ${quoted(dataDir)}`;
  if (newest === undefined) {
    return (
      "There is no backup of it in its data directory. If you have one elsewhere: " +
      `switchyard restore FILE ${place}. What is there now is moved aside by it, not deleted.`
    );
  }
  const file = quoted(join(backupsIn(dataDir), newest.name));
  return (
    `The newest verified backup was made at ${new Date(newest.madeAt).toISOString()}, up to sequence ` +
    `${newest.head}. To go on from it: switchyard restore ${file} ${place}. What came after it is lost; ` +
    "what is there now is moved aside, not deleted."
  );
}

/** The same error; of a damaged store it also says what to do. */
export function advised(error: unknown, dataDir: string): unknown {
  if (!(error instanceof DamagedStore)) return error;
  return new DamagedStore(`${error.message}\n${whatToDo(dataDir)}`, { cause: error });
}

function quoted(path: string): string {
  return /^[\w./@:-]+$/.test(path) ? path : `"${path}"`;
}
