import Type from "typebox";
import type { Hit } from "../../../domain/search/hit.ts";
import { hitOf } from "../../../domain/search/hit.ts";
import { questionOf } from "../../../domain/search/question.ts";
import { type Labels, labelsOf } from "../../../domain/search/searched.ts";
import type { InteractionRow } from "../../../protocol/rows/interaction-row.ts";
import { bodiesOf } from "../../../protocol/rows/directory-row.ts";
import { nullable } from "../../../protocol/schema.ts";
import type { ApiParts } from "./api.ts";
import type { Sight } from "./sight.ts";

/** Where in an interaction the question was answered: a line of it, and in that line from where to where. */
export const FoundAt = Type.Object({
  interactionId: Type.String(),
  text: Type.String(),
  marks: Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 })),
  /** Null where it is a field of the interaction itself. */
  message: nullable(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      authorName: Type.String(),
      createdAt: Type.Integer(),
    }),
  ),
});
export type FoundAt = Hit & { readonly interactionId: string };

/** The names that stand on the screen for ids: they are searched as what people see. */
export function labelsNow({ engine }: ApiParts): Labels {
  const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
  return labelsOf(bodiesOf(rows, "QUEUE"));
}

/** Of a page of interactions that answer; only messages that the asker may see are looked at. */
export async function foundIn(
  parts: ApiParts,
  sight: Sight,
  text: string | undefined,
  rows: readonly InteractionRow[],
): Promise<FoundAt[]> {
  const question = questionOf(text ?? "");
  if (question.terms.length === 0 || rows.length === 0) return [];
  const labels = labelsNow(parts);
  const talk = await parts.store.reader.conversations(rows.map(({ id }) => id));
  await sight.learn(talk.rows);
  const messages = Map.groupBy(
    talk.rows.flatMap((kept) => (kept.kind === "MESSAGE" && sight.sees(kept) ? [kept.row] : [])),
    ({ interactionId }) => interactionId,
  );
  return rows.flatMap((row) => {
    const hit = hitOf(question, row, labels, messages.get(row.id) ?? []);
    return hit === null ? [] : [{ interactionId: row.id, ...hit }];
  });
}
