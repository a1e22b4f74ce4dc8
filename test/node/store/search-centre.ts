/** A few conversations, and everybody who may be asked for one: the device, the lists of what is open and over, a rule. */
import { DatabaseSync } from "node:sqlite";
import type { Interaction } from "../../../src/domain/interaction.ts";
import type { MessageKind } from "../../../src/domain/message.ts";
import { interactionWords } from "../../../src/domain/rules/interaction-words.ts";
import { predicateOf } from "../../../src/domain/rules/predicate.ts";
import { plainPromise } from "../../../src/domain/service-level.ts";
import { isSearched, labelsOf, shownNames } from "../../../src/domain/search/searched.ts";
import { migrate } from "../../../src/node/store/migrate.ts";
import { packCommit, parseRows } from "../../../src/node/store/packed.ts";
import { searchingActive } from "../../../src/node/store/tables/active.ts";
import { appending } from "../../../src/node/store/tables/append.ts";
import { searching } from "../../../src/node/store/tables/completed.ts";
import { indexDue, renewIndex } from "../../../src/node/store/tables/search-index.ts";
import { interactionToRow } from "../../../src/protocol/rows/interaction-row.ts";
import { messageToRow } from "../../../src/protocol/rows/other-rows.ts";
import { DeviceSearch } from "../../../src/sync/device-search.ts";
import { Ledger, noon } from "./ledger.ts";
import {
  beginning,
  completionWrite,
  contact,
  ending,
  interactionWrite,
  messageWrite,
  sales,
} from "./work.ts";

export interface Talk {
  readonly name: string;
  readonly subject?: string;
  readonly customerName?: string;
  readonly customerEmail?: string;
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly displayNumber?: number;
  readonly said?: readonly (readonly [MessageKind, string])[];
}

export const labels = labelsOf([
  { id: sales, name: "Vertrieb Süd", dispositions: [{ id: "refund", label: "Money back" }] },
]);

interface OnDevice extends Omit<Parameters<DeviceSearch["find"]>[1], "labels"> {
  readonly open: readonly Interaction[];
}

export class Centre {
  readonly #db = new DatabaseSync(":memory:");
  readonly #ledger = new Ledger();
  readonly #append = (() => {
    migrate(this.#db);
    renewIndex(this.#db);
    return appending(this.#db);
  })();
  readonly #device = new DeviceSearch();
  readonly #active = searchingActive(this.#db);
  readonly #archive = searching(this.#db);
  readonly #talks: Talk[] = [];
  #onDevice: OnDevice | null = null;

  /** Each talk is there twice, open and over, so that both lists can be asked for it. */
  keep(talk: Talk): void {
    this.#talks.push(talk);
    this.#write([...beginning(this.#made(talk, "open")), ...this.#said(talk, "open")]);
    const over = this.#made(talk, "over");
    this.#write([...beginning(over), ...this.#said(talk, "over")]);
    this.#write(ending(over));
  }

  /** The completed one, changed afterwards. */
  edit(talk: Talk): void {
    const at = this.#talks.findIndex(({ name }) => name === talk.name);
    this.#talks[at] = talk;
    this.#write([interactionWrite(this.#made(talk, "over").completed)]);
    this.#write([interactionWrite(this.#made(talk, "open").interaction)]);
  }

  /** The completed one goes on, and is completed again at another time. */
  again(talk: Talk): void {
    const over = this.#made(talk, "over");
    this.#write([interactionWrite(over.interaction)]);
    const completed = { ...over.completed, completedAt: noon + 999_000 };
    this.#write([interactionWrite(completed), completionWrite(completed)]);
  }

  index(atMost = 1000): number {
    return indexDue(this.#db, atMost);
  }

  get db(): DatabaseSync {
    return this.#db;
  }

  async ask(text: string): Promise<Record<"device" | "active" | "archive" | "rule", string[]>> {
    const query = { workspaceId: "w1", queueIds: [sales], text, labels, limit: 200 };
    const { open, rows, messages } = (this.#onDevice ??= this.#shown());
    const besides = (each: Interaction) =>
      [
        shownNames(each, labels),
        ...messages
          .filter(({ row }) => row.interactionId === each.id && isSearched(row))
          .map(({ row }) => row.body),
      ].join("\n");
    const words = interactionWords({ promiseOf: () => plainPromise, teamsOf: () => [], besides });
    const rule = predicateOf(
      { kind: "IS", field: "text", op: "CONTAINS", value: { is: "TEXT", text } },
      words,
    );
    const active = await this.#active({
      ...query,
      agentId: null,
      queueId: null,
      below: null,
    });
    const archive = await this.#archive({ ...query, ownerId: null, before: null });
    return {
      device: namesOf(this.#device.find(text, { rows, messages, labels })),
      active: namesOf(parseRows<"INTERACTION">(active).map(({ row }) => row)),
      archive: namesOf(parseRows<"INTERACTION">(archive).map(({ row }) => row)),
      rule: namesOf(open.filter((each) => rule(each, { now: noon, me: null }))),
    };
  }

  #shown(): OnDevice {
    const open = this.#talks.map((talk) => this.#made(talk, "open").interaction);
    const messages = this.#talks
      .flatMap((talk) => this.#messages(talk, "open"))
      .map((message) => ({ row: messageToRow(message), pending: false, commandId: null }) as const);
    return { open, rows: open.map(interactionToRow), messages };
  }

  #made(talk: Talk, where: string) {
    const { subject = "", customerName = "Nobody", displayNumber = 0 } = talk;
    const number = displayNumber === 0 ? 0 : displayNumber * 10 + (where === "open" ? 1 : 2);
    const name = `${talk.name}-${where}`;
    const completedAt = this.#completedAt(talk);
    const one = contact({ name, subject, customerName, displayNumber: number, completedAt });
    const more = {
      customerEmail: talk.customerEmail ?? null,
      tags: talk.tags ?? [],
      dispositionNote: talk.note ?? "",
      dispositions: ["refund"],
    };
    return {
      ...one,
      interaction: { ...one.interaction, ...more },
      completed: { ...one.completed, ...more, completedByName: "" },
      say: () => ({ ...one.say("EVENT"), body: "Begun" }),
    };
  }

  /** Some share their instant. */
  #completedAt({ name }: Talk): number {
    const at = this.#talks.findIndex((talk) => talk.name === name);
    return noon + 60_000 + 1000 * Math.floor(at / 3);
  }

  #messages(talk: Talk, where: string) {
    const one = contact({ name: `${talk.name}-${where}` });
    return (talk.said ?? []).map(([kind, body], at) => ({ ...one.say(kind, at + 2), body }));
  }

  #said(talk: Talk, where: string) {
    return this.#messages(talk, where).map(messageWrite);
  }

  #write(writes: Parameters<Ledger["commit"]>[0]): void {
    this.#onDevice = null;
    this.#append(packCommit(this.#ledger.commit(writes)));
  }
}

function namesOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id.replace(/^interaction-(.*)-(?:open|over)$/, "$1")).toSorted();
}
