/** What the site's tag says: where the node is, and which chat it wants. */
export interface Embedded {
  readonly node: string;
  readonly source: string;
  readonly title: string;
  readonly label: string;
}

/** Of a script on the page, what is looked at. */
interface Tag {
  readonly src: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
}

const file = "/widget.js";

/**
 * Tag managers strip attributes, and some run a script so that it cannot tell which tag it came from: then the tags of
 * the page are looked through. What stands in an attribute counts before what stands in the address.
 */
export function embeddedBy(current: unknown, tags: Iterable<Tag>): Embedded | null {
  const named = [...(isTag(current) ? [current] : []), ...tags].filter(isOurs);
  for (const { src, dataset } of named) {
    const { origin, searchParams } = new URL(src);
    const said = (name: string): string => {
      const attribute = dataset[name] ?? "";
      return attribute === "" ? (searchParams.get(name) ?? "") : attribute;
    };
    const source = said("source");
    if (source !== "") return { node: origin, source, title: said("title"), label: said("label") };
  }
  return null;
}

function isTag(value: unknown): value is Tag {
  return typeof value === "object" && value !== null && "src" in value && "dataset" in value;
}

function isOurs({ src }: Tag): boolean {
  return typeof src === "string" && URL.canParse(src) && new URL(src).pathname.endsWith(file);
}

/** Told on the console of the site, where whoever put the tag there looks. */
export const sourceMissing =
  'Switchyard chat: the script tag does not say which chat it wants. Write data-source="…" into it or, ' +
  'where a tag manager strips that, src="…/widget.js?source=…", with the id of the source.';

export function unanswered(address: string, site: string): string {
  const { origin, searchParams } = new URL(address);
  return (
    `Switchyard chat: ${origin} has not opened the chat. Is it running, is there a source ` +
    `"${searchParams.get("source") ?? ""}", and does ${site} stand among that source's sites?`
  );
}
