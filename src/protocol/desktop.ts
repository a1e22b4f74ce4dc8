/**
 * The desktop IPC table: everything that may pass between the page, the shell and the embedded node.
 * The preload builds `window.desktop` from it and the shell serves nothing that is not in it. Parsers
 * are hand-written and narrow: they run in a sandboxed preload, where a compiled schema would need eval.
 */

export type Parsed<T> = { readonly value: T } | { readonly fault: string };
export type Parser<T> = (input: unknown) => Parsed<T>;

const longestText = 2_048;

const nothing: Parser<void> = (input) =>
  input === undefined || input === null ? { value: undefined } : { fault: "takes no argument" };

const flag: Parser<boolean> = (input) =>
  typeof input === "boolean" ? { value: input } : { fault: "not true or false" };

function text(maxLength: number, minLength = 1): Parser<string> {
  return (input) => {
    if (typeof input !== "string") return { fault: "not a text" };
    if (input.length < minLength) return { fault: "too short" };
    return input.length > maxLength ? { fault: "too long" } : { value: input };
  };
}

function integer(least: number, most: number): Parser<number> {
  return (input) =>
    typeof input === "number" && Number.isInteger(input) && input >= least && input <= most
      ? { value: input }
      : { fault: `not a whole number from ${least} to ${most}` };
}

function oneOf<const T extends string>(...words: readonly T[]): Parser<T> {
  return (input) => {
    const word = words.find((known) => known === input);
    return word === undefined ? { fault: `not one of ${words.join(", ")}` } : { value: word };
  };
}

function listOf<T>(item: Parser<T>, most: number): Parser<readonly T[]> {
  return (input) => {
    if (!Array.isArray(input) || input.length > most)
      return { fault: `not a list of at most ${most}` };
    const values: T[] = [];
    for (const [index, element] of input.entries()) {
      const parsed = item(element);
      if ("fault" in parsed) return { fault: `${index}: ${parsed.fault}` };
      values.push(parsed.value);
    }
    return { value: values };
  };
}

type Fields = Readonly<Record<string, Parser<unknown>>>;
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- no optional field is meant
type NoFields = Record<never, never>;
type Shape<R extends Fields, O extends Fields> = {
  readonly [K in keyof R]: R[K] extends Parser<infer T> ? T : never;
} & { readonly [K in keyof O]?: O[K] extends Parser<infer T> ? T : never };

/** Exactly these fields: a field nobody knows is a fault, so that nothing rides along unread. */
function shape<R extends Fields, O extends Fields = NoFields>(
  required: R,
  optional?: O,
): Parser<Shape<R, O>> {
  const known: Fields = { ...required, ...optional };
  return (input) => {
    if (typeof input !== "object" || input === null || Array.isArray(input))
      return { fault: "not an object" };
    const given = new Map<string, unknown>(
      Object.entries(input).filter(([, value]) => value !== undefined),
    );
    const stranger = [...given.keys()].find((name) => !Object.hasOwn(known, name));
    if (stranger !== undefined) return { fault: `${stranger.slice(0, 40)}: unknown field` };
    const values: Record<string, unknown> = {};
    for (const [name, parser] of Object.entries(known)) {
      if (!given.has(name) && !Object.hasOwn(required, name)) continue;
      const parsed = parser(given.get(name));
      if ("fault" in parsed) return { fault: `${name}: ${parsed.fault}` };
      values[name] = parsed.value;
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field has just been parsed
    return { value: values as Shape<R, O> };
  };
}

function either<A, B>(first: Parser<A>, second: Parser<B>): Parser<A | B> {
  return (input) => {
    const parsed = first(input);
    return "fault" in parsed ? second(input) : parsed;
  };
}

type Read<P> = P extends Parser<infer T> ? T : never;

const id = text(128);
const port = integer(1, 65_535);
const instantMs = integer(0, 8_640_000_000_000_000);

/** What the tray can show of an agent: one colour and one shape each. */
export const agentFaces = ["AVAILABLE", "NOT_READY", "WRAP_UP", "MISSED_OFFER", "OFFLINE"] as const;
export type AgentFace = (typeof agentFaces)[number];
const agentFace = oneOf(...agentFaces);

/** The six bundled rhythms; `resources/sounds` has one file for each. */
export const offerSounds = ["chat", "message", "voice", "email", "callback", "transfer"] as const;
export type OfferSound = (typeof offerSounds)[number];

const node = shape({ name: text(80), address: text(200) }, { nodeId: id });
export type NodeEntry = Read<typeof node>;
export const parseNodes = listOf(node, 50);

const settings = shape({
  toast: oneOf("NAME", "PREVIEW", "NOTHING"),
  openAtLogin: flag,
});
export type DesktopSettings = Read<typeof settings>;
export const parseSettings: Parser<DesktopSettings> = settings;

const embedded = either(
  either(
    shape({ state: oneOf("OFF", "STARTING", "STOPPING") }),
    shape({ state: oneOf("FAILED"), words: text(longestText) }),
  ),
  shape({ state: oneOf("READY"), address: text(200), nodeId: id }, { setUpCode: text(128) }),
);
export type EmbeddedStatus = Read<typeof embedded>;

/** KEYRING: the system's own store. WEAK: Linux without one (`basic_text`). MEMORY: gone when the app ends. */
const keeper = oneOf("KEYRING", "WEAK", "MEMORY");
export type Keeper = Read<typeof keeper>;

const description = shape({
  version: text(40),
  platform: text(20),
  keeper,
  nodes: parseNodes,
  embedded,
  settings,
  dataDir: text(longestText),
});
export type DesktopDescription = Read<typeof description>;

const done = either(shape({ done: oneOf("DONE") }), shape({ refused: text(longestText) }));
export type Done = Read<typeof done>;

/** `expiresAt` is on this machine's clock: the page has already taken its measured offset to the node off. */
const offer = shape(
  {
    offerId: id,
    sound: oneOf(...offerSounds),
    channel: text(40),
    queue: text(120),
    expiresAt: instantMs,
  },
  { customer: text(200), preview: text(500, 0) },
);
export type OfferNotice = Read<typeof offer>;

const standing = shape({
  signedIn: flag,
  face: agentFace,
  label: text(120),
  onQueue: flag,
  activeWork: integer(0, 10_000),
  unread: integer(0, 1_000_000),
});
export type Standing = Read<typeof standing>;

const offerNews = either(
  shape({ kind: oneOf("ACCEPT_REQUESTED", "SHOW_REQUESTED", "HUSH"), offerId: id }),
  shape({ kind: oneOf("RING"), offerId: id, sound: oneOf(...offerSounds), until: instantMs }),
);
export type OfferNews = Read<typeof offerNews>;

const powerNews = either(
  shape({ kind: oneOf("SUSPENDED", "LOCKED", "UNLOCKED", "SHUTTING_DOWN") }),
  shape({ kind: oneOf("RESUMED"), awayMs: instantMs }),
);
export type PowerNews = Read<typeof powerNews>;

interface Ask<A, R> {
  readonly direction: "ask";
  readonly channel: string;
  readonly argument: Parser<A>;
  readonly answer: Parser<R>;
}
interface Tell<A> {
  readonly direction: "tell";
  readonly channel: string;
  readonly argument: Parser<A>;
}
interface Hear<D> {
  readonly direction: "hear";
  readonly channel: string;
  readonly data: Parser<D>;
}

const ask = <A, R>(channel: string, argument: Parser<A>, answer: Parser<R>): Ask<A, R> => ({
  direction: "ask",
  channel: `desktop:${channel}`,
  argument,
  answer,
});
const tell = <A>(channel: string, argument: Parser<A>): Tell<A> => ({
  direction: "tell",
  channel: `desktop:${channel}`,
  argument,
});
const hear = <D>(channel: string, data: Parser<D>): Hear<D> => ({
  direction: "hear",
  channel: `desktop:${channel}`,
  data,
});

/** `ask`: the page asks and main answers. `tell`: the page says. `hear`: main says. */
export const desktopTable = {
  describe: ask("describe", nothing, description),
  saveNodes: ask("save-nodes", parseNodes, done),
  saveSettings: ask("save-settings", settings, done),
  keepToken: ask("keep-token", shape({ nodeId: id, token: text(4_096) }), shape({ keeper })),
  readToken: ask("read-token", shape({ nodeId: id }), shape({ keeper }, { token: text(4_096) })),
  forgetToken: ask("forget-token", shape({ nodeId: id }), done),
  openLink: ask("open-link", text(longestText), done),
  beginOffer: tell("begin-offer", offer),
  endOffer: tell("end-offer", shape({ offerId: id })),
  tellStanding: tell("tell-standing", standing),
  onOffer: hear("offer-news", offerNews),
  onPower: hear("power-news", powerNews),
  onFaceWanted: hear("face-wanted", shape({ face: oneOf("AVAILABLE", "NOT_READY") })),
  onEmbeddedNode: hear("embedded-node", embedded),
} as const;

export type DesktopTable = typeof desktopTable;
type NamesOf<D> = {
  [K in keyof DesktopTable]: DesktopTable[K]["direction"] extends D ? K : never;
}[keyof DesktopTable];
export type AskName = NamesOf<"ask">;
export type TellName = NamesOf<"tell">;
export type HearName = NamesOf<"hear">;

type FunctionOf<E> =
  E extends Ask<infer A, infer R>
    ? (argument: A) => Promise<R>
    : E extends Tell<infer A>
      ? (argument: A) => void
      : E extends Hear<infer D>
        ? (listener: (data: D) => void) => () => void
        : never;

/** `window.desktop`, present only in the desktop app. A `hear` returns the function that stops it. */
export type DesktopApi = { readonly [K in keyof DesktopTable]: FunctionOf<DesktopTable[K]> };
export type ArgumentOf<K extends AskName | TellName> = Read<DesktopTable[K]["argument"]>;
export type AnswerOf<K extends AskName> = Read<DesktopTable[K]["answer"]>;
export type DataOf<K extends HearName> = Read<DesktopTable[K]["data"]>;

/** What main sends to the embedded node's process. `pagesDir` holds the built renderer, for browsers. */
export const parseNodeOrder = either(
  shape({
    type: oneOf("start"),
    dataDir: text(longestText),
    pagesDir: text(longestText),
    port,
    parent: flag,
  }),
  shape({ type: oneOf("stop") }),
);
export type NodeOrder = Read<typeof parseNodeOrder>;

/** What the embedded node's process answers. After `stop` it closes cleanly and exits with code 0. */
export const parseNodeReport = either(
  shape({ type: oneOf("failed"), words: text(longestText) }),
  shape({ type: oneOf("ready"), port, nodeId: id }, { setUpCode: text(128) }),
);
export type NodeReport = Read<typeof parseNodeReport>;
