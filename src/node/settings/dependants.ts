import { bodiesOf, type DirectoryRow } from "../../protocol/rows/directory-row.ts";
import { type SettingKind, settingsSchemas } from "../../protocol/settings.ts";
import { type Look, type SettingProblem, checkSetting, isInUse } from "./check.ts";

/** One setting as it is about to stand. */
export interface Wanted {
  readonly kind: SettingKind;
  readonly body: { readonly id: string };
}

/** The first setting in use that would no longer be right beside this one; null where all of them would. */
export function brokenBy(
  { kind, body }: Wanted,
  rows: readonly DirectoryRow[],
  look: Look,
): SettingProblem | null {
  let isAsked = false;
  const afterwards: Look = (asked, id) => {
    if (asked !== kind || id !== body.id) return look(asked, id);
    isAsked = true;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is of the kind that is asked for
    return body as never;
  };
  for (const other of settingKinds)
    for (const setting of bodiesOf(rows, other)) {
      if ((other === kind && setting.id === body.id) || !isInUse(setting)) continue;
      isAsked = false;
      const after = checkSetting(other, setting, afterwards);
      if (!isAsked || after.length === 0) continue;
      const before = new Set(checkSetting(other, setting, look).map(({ path }) => path));
      const problem = after.find(({ path }) => !before.has(path));
      if (problem === undefined) continue;
      const who = `${other.toLowerCase()} ${setting.id}`;
      return { path: "", message: `${who}: ${problem.path}: ${problem.message}`, isRule: false };
    }
  return null;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's own keys
const settingKinds = Object.keys(settingsSchemas) as SettingKind[];
