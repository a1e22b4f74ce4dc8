import type { BodyOf } from "../../protocol/commands.ts";
import type { Me } from "../../protocol/frames.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { clip } from "../../domain/clip.ts";

type Fields = BodyOf<"interaction.edit">["fields"];

/** The editable fields as a form holds them. */
export interface EditForm {
  readonly customerName: string;
  readonly customerEmail: string;
  readonly subject: string;
  readonly tags: readonly string[];
  readonly dispositions: readonly string[];
  readonly dispositionNote: string;
}

export function formOf(row: InteractionRow): EditForm {
  const { customerName, subject, tags, dispositions, dispositionNote } = row;
  const customerEmail = row.customerEmail ?? "";
  return { customerName, customerEmail, subject, tags, dispositions, dispositionNote };
}

/** Only what was changed, so that two people who edit different fields do not undo each other; null when nothing was. */
export function changesIn(form: EditForm, row: InteractionRow): Fields | null {
  const before = formOf(row);
  const name = form.customerName.trim();
  const email = form.customerEmail.trim();
  const subject = form.subject.trim();
  const changes: Fields = {
    ...(name === before.customerName ? {} : { customerName: name }),
    ...(email === before.customerEmail ? {} : { customerEmail: email === "" ? null : email }),
    ...(subject === before.subject ? {} : { subject }),
    ...(sameList(form.tags, before.tags) ? {} : { tags: [...form.tags] }),
    ...(sameList(form.dispositions, before.dispositions)
      ? {}
      : { dispositions: [...form.dispositions] }),
    ...(form.dispositionNote === before.dispositionNote
      ? {}
      : { dispositionNote: form.dispositionNote }),
  };
  return Object.keys(changes).length === 0 ? null : changes;
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((one, at) => one === right[at]);
}

const TAGS_MAX = 50;
const TAG_MAX_LENGTH = 64;

/** Tags are typed one after another, by comma or Enter; each stands once. */
export function withTags(tags: readonly string[], typed: string): readonly string[] {
  const added = typed
    .split(",")
    .map((tag) => clip(tag.trim(), TAG_MAX_LENGTH))
    .filter((tag) => tag !== "");
  return [...new Set([...tags, ...added])].slice(0, TAGS_MAX);
}

/** Whose it was and who leads the queue; the node decides again. */
export function mayEdit(me: Me, row: InteractionRow): boolean {
  if (row.ownerId !== "" && row.ownerId === me.agentId) return true;
  return me.roles.includes("supervisor") && me.queueIds.includes(row.queueId);
}
