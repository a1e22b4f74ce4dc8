import { authorWords, eventWords, timesIn } from "./conversation.ts";
import { element } from "./elements.ts";
import type { ShownLine } from "./line.ts";
import type { Language, Words } from "./words.ts";

interface Told {
  readonly words: Words;
  readonly language: Language;
  readonly locale: string;
}

/** The conversation as a text that is worth keeping: by day, who said what and when. */
export function savedText(lines: readonly ShownLine[], told: Told): string {
  const times = timesIn(told);
  const written: string[] = [];
  let day = "";
  for (const line of lines) {
    if (line.state !== "SENT") continue;
    const own = times.day(line.at);
    if (own !== day) written.push(day === "" ? own : `\n${own}`);
    day = own;
    const said =
      line.event === null
        ? `${authorWords(line, told.words)}: ${line.body}`
        : `— ${eventWords(line, told.words)}`;
    const late = times.late(line);
    written.push(`${times.time(line.at)} ${said}${late === "" ? "" : ` (${late})`}`);
  }
  return `${written.join("\n")}\n`;
}

/** Made in the page and kept on the customer's computer; no server is asked for it. */
export function save(lines: readonly ShownLine[], told: Told): void {
  const address = URL.createObjectURL(
    new Blob([savedText(lines, told)], { type: "text/plain;charset=utf-8" }),
  );
  element("a", { href: address, download: told.words.file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
