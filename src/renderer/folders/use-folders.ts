import { useEffect, useMemo, useState } from "react";
import { EMPTY } from "rxjs";
import { type Folder, defaultFolders } from "../../domain/folder.ts";
import { interactionWords } from "../../domain/rules/interaction-words.ts";
import { namesOf } from "../../domain/rules/names.ts";
import { promisesOf } from "../../domain/service-level.ts";
import { isSearched, labelsOf, shownNames } from "../../domain/search/searched.ts";
import { NEVER } from "../../domain/time.ts";
import type { TeamId } from "../../domain/id.ts";
import type { Rows } from "../../sync/desk.ts";
import { useDesk, useDirectory, useMe, useRows } from "../app/desk-context.tsx";
import { useClock } from "../parts/clock.tsx";
import { useWords } from "../words/words.ts";
import {
  type FolderSight,
  type Found,
  type Reading,
  folderSight,
} from "../../sync/folder-sight.ts";

/** A folder as the list shows it. */
export interface ShownFolder {
  readonly id: string;
  readonly name: string;
  readonly rule: string;
  /** Null for one of everybody's, which nobody changes. */
  readonly made: Folder | null;
  readonly sight: FolderSight;
}

const nobodyAsks: Rows<"MESSAGE"> = EMPTY;

/** A timer longer than this would fire at once. */
const LONGEST_MS = 2_000_000_000;

/** Messages are listened to only while one of these rules asks for what was said. */
export function useReading(rules: readonly string[]): Reading {
  const me = useMe();
  const desk = useDesk();
  const asksWhatWasSaid = rules.some((rule) => /\btext\b/.test(rule));
  const messages = useRows<"MESSAGE">(asksWhatWasSaid ? desk.messages : nobodyAsks);
  const queues = useDirectory("QUEUE");
  const calendars = useDirectory("CALENDAR");
  const queueNames = useDirectory("QUEUE_NAME");
  const sources = useDirectory("SOURCE");
  const lists = useDirectory("LIST");
  const teams = useDirectory("TEAM");
  const people = useDirectory("PERSON");
  const agents = useRows<"AGENT">(desk.agents);
  return useMemo(() => {
    const said = Map.groupBy(
      messages.map(({ row }) => row).filter(isSearched),
      ({ interactionId }) => interactionId as string,
    );
    const labels = labelsOf(queues);
    const teamsOf = new Map<string, readonly TeamId[]>();
    for (const { row } of agents) teamsOf.set(row.id, row.teamIds);
    const named = <N extends "QUEUE" | "SOURCE" | "LIST" | "TEAM" | "USER" | "AGENT">(
      kind: N,
      things: readonly { readonly id: string; readonly name: string }[],
    ) => things.map(({ id, name }) => ({ named: kind, id, name }));
    const words = interactionWords({
      promiseOf: promisesOf(queues, calendars),
      teamsOf: (agentId) => teamsOf.get(agentId) ?? [],
      besides: (each) =>
        [shownNames(each, labels), ...(said.get(each.id) ?? []).map(({ body }) => body)].join("\n"),
    });
    const names = namesOf([
      ...named("QUEUE", queueNames),
      ...named("SOURCE", sources),
      ...named("LIST", lists),
      ...named("TEAM", teams),
      ...named("USER", people),
      ...named("AGENT", people),
    ]);
    return { words, ...names, me: me.agentId ?? me.id };
  }, [
    agents,
    calendars,
    messages,
    lists,
    me.agentId,
    me.id,
    people,
    queueNames,
    queues,
    sources,
    teams,
  ]);
}

/** Everybody's folders first, then those that were made, in their order. */
export function useFolders(reading: Reading): readonly ShownFolder[] {
  const { say } = useWords();
  const made = useDirectory("FOLDER");
  return useMemo(() => {
    const plain = defaultFolders.map(({ id, rule }) => ({
      id,
      rule,
      name: say(`folders.default.${id}`),
      made: null,
    }));
    const own = made
      .filter((folder) => !folder.archived)
      .toSorted((a, b) => a.position - b.position || a.name.localeCompare(b.name))
      .map((folder) => ({ id: folder.id, rule: folder.rule, name: folder.name, made: folder }));
    return [...plain, ...own].map((each) => ({ ...each, sight: folderSight(each.rule, reading) }));
  }, [made, reading, say]);
}

/** What each of these finds on this device, now and whenever a row or time itself changes it. */
export function useFound(sights: readonly FolderSight[]): readonly Found[] {
  const clock = useClock();
  const shown = useRows<"INTERACTION">(useDesk().interactions);
  const rows = useMemo(() => shown.map(({ row }) => row), [shown]);
  const [moment, setMoment] = useState(0);
  const found = useMemo(() => {
    const now = Math.max(moment, clock.now());
    return sights.map((sight) => sight.find(rows, now));
  }, [clock, moment, rows, sights]);
  const until = found.reduce((soonest, each) => Math.min(soonest, each.until), NEVER);
  // Anew also where the instant is the same: a timer has an upper limit, and may come early.
  const wake = useMemo(() => ({ at: until, since: moment }), [until, moment]);
  useEffect(() => {
    if (wake.at === NEVER) return undefined;
    const timer = window.setTimeout(
      () => setMoment(clock.now()),
      Math.min(LONGEST_MS, Math.max(0, wake.at - clock.now())) + 1,
    );
    return () => window.clearTimeout(timer);
  }, [clock, wake]);
  return found;
}
