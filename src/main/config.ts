import { join } from "node:path";
import { parseNodes, parseSettings } from "../protocol/desktop.ts";
import type { DesktopSettings, NodeEntry } from "../protocol/desktop.ts";
import type { DesktopPort } from "./port.ts";

export interface ConfigValues {
  readonly nodes: readonly NodeEntry[];
  readonly settings: DesktopSettings;
  readonly embeddedNode: boolean;
  readonly embeddedPort: number;
  readonly hidingExplained: boolean;
}

const defaultConfig: ConfigValues = {
  nodes: [],
  settings: { toast: "NAME", openAtLogin: false },
  embeddedNode: true,
  embeddedPort: 7450,
  hidingExplained: false,
};

type Ports = Pick<DesktopPort, "files" | "log">;

/**
 * `config.json`. A key this version does not know is kept as it stands, so that an older version never
 * eats a newer one's settings; a known key that makes no sense is replaced by its default, and said so.
 */
export class Config {
  readonly #port: Ports;
  readonly #file: string;
  #raw: Readonly<Record<string, unknown>>;
  #values: ConfigValues;
  #writing: Promise<void> = Promise.resolve();

  constructor(port: Ports, userDataDir: string) {
    this.#port = port;
    this.#file = join(userDataDir, "config.json");
    this.#raw = readRaw(port, this.#file);
    this.#values = readValues(port, this.#raw);
  }

  get values(): ConfigValues {
    return this.#values;
  }

  /** Writes stand in line; what this run goes by changes only once the file holds it. */
  save(change: Partial<ConfigValues>): Promise<void> {
    const work = this.#writing.then(async () => {
      const raw = { ...this.#raw, ...change };
      await this.#port.files.writeWhole(this.#file, `${JSON.stringify(raw, null, 2)}\n`);
      this.#raw = raw;
      this.#values = { ...this.#values, ...change };
    });
    this.#writing = work.catch(() => undefined);
    return work;
  }
}

function readRaw(port: Ports, file: string): Readonly<Record<string, unknown>> {
  const content = port.files.readNow(file);
  if (content === undefined) return {};
  try {
    const raw: unknown = JSON.parse(content);
    if (typeof raw === "object" && raw !== null && !Array.isArray(raw)) return { ...raw };
  } catch {
    // Said below, together with the file that holds something other than an object.
  }
  port.log("config.json cannot be read; it is kept as config.broken.json and the defaults apply");
  port.files.setAside(file, "config.broken.json");
  return {};
}

function readValues(port: Ports, raw: Readonly<Record<string, unknown>>): ConfigValues {
  const flag = (fallback: boolean) => (input: unknown) =>
    typeof input === "boolean" ? input : fallback;
  const read = <K extends keyof ConfigValues>(
    key: K,
    parse: (input: unknown) => ConfigValues[K],
  ): ConfigValues[K] => {
    const input = raw[key];
    if (input === undefined) return defaultConfig[key];
    const value = parse(input);
    if (JSON.stringify(value) !== JSON.stringify(input))
      port.log("config.json: a key was not understood", { key });
    return value;
  };
  return {
    nodes: read("nodes", (input) => {
      const parsed = parseNodes(input);
      return "fault" in parsed ? defaultConfig.nodes : parsed.value;
    }),
    settings: read("settings", (input) => {
      const parsed = parseSettings(input);
      return "fault" in parsed ? defaultConfig.settings : parsed.value;
    }),
    embeddedNode: read("embeddedNode", flag(defaultConfig.embeddedNode)),
    embeddedPort: read("embeddedPort", (input) =>
      typeof input === "number" && Number.isInteger(input) && input >= 1_024 && input <= 65_535
        ? input
        : defaultConfig.embeddedPort,
    ),
    hidingExplained: read("hidingExplained", flag(defaultConfig.hidingExplained)),
  };
}
