import { Folded, type Hit, hitOf, isAnswer } from "../domain/search/hit.ts";
import { questionOf } from "../domain/search/question.ts";
import type { Labels } from "../domain/search/searched.ts";
import type { InteractionRow } from "../protocol/rows/interaction-row.ts";
import type { MessageRow } from "../protocol/rows/other-rows.ts";
import type { Shown } from "./desk.ts";

/** What is looked through, as the device has it now. */
export interface Searched {
  readonly rows: readonly InteractionRow[];
  readonly messages: readonly Shown<MessageRow>[];
  readonly labels: Labels;
}

/**
 * Search index of the device: the folded text of each row, made when a search first comes to it and kept as long as
 * the row. Rows that come while nobody searches cost nothing.
 */
export class DeviceSearch {
  readonly #folded = new Folded();
  #said: readonly Shown<MessageRow>[] = [];
  #byInteraction = new Map<string, MessageRow[]>();

  /** Those that answer; all of them where nothing is asked. */
  find(text: string, { rows, messages, labels }: Searched): readonly InteractionRow[] {
    const question = questionOf(text);
    if (question.terms.length === 0) return rows;
    this.#learn(messages);
    return rows.filter((row) =>
      isAnswer(question, row, labels, this.#messagesOf(row.id), this.#folded),
    );
  }

  /** Where one of them answers; asked of the few that are on the screen. */
  hit(text: string, row: InteractionRow, labels: Labels): Hit | null {
    return hitOf(questionOf(text), row, labels, this.#messagesOf(row.id));
  }

  #messagesOf(id: string): readonly MessageRow[] {
    return this.#byInteraction.get(id) ?? [];
  }

  #learn(messages: readonly Shown<MessageRow>[]): void {
    if (messages === this.#said) return;
    this.#said = messages;
    this.#byInteraction = Map.groupBy(
      messages.map(({ row }) => row),
      ({ interactionId }) => interactionId,
    );
  }
}
