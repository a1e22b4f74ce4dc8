import type { NameOf } from "./sentence.ts";
import type { IdOf, Named } from "./vocabulary.ts";

export interface NamedThing {
  readonly named: Named;
  readonly id: string;
  readonly name: string;
}

/** Rules may say names where ids are meant, in any case; an id comes before a name that reads the same. */
export function namesOf(things: Iterable<NamedThing>): { idOf: IdOf; nameOf: NameOf } {
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  for (const { named, id, name } of things) {
    const key = `${named}:${name.toLowerCase()}`;
    if (!ids.has(key)) ids.set(key, id);
    names.set(`${named}:${id}`, name);
  }
  const idOf: IdOf = (named, text) =>
    names.has(`${named}:${text}`) ? text : (ids.get(`${named}:${text.toLowerCase()}`) ?? text);
  const nameOf: NameOf = (named, text) => names.get(`${named}:${idOf(named, text)}`) ?? text;
  return { idOf, nameOf };
}
