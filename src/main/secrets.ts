import { join } from "node:path";
import type { Keeper } from "../protocol/desktop.ts";
import type { DesktopPort } from "./port.ts";

type Ports = Pick<DesktopPort, "vault" | "files" | "log">;

/**
 * Session tokens, one for each node, sealed by the system's own store. Where there is none they stay in
 * memory; where it is weak they are kept, and the page is told so that it can warn.
 */
export class Secrets {
  readonly #port: Ports;
  readonly #file: string;
  readonly #memory = new Map<string, string>();
  #line: Promise<unknown> = Promise.resolve();

  constructor(port: Ports, userDataDir: string) {
    this.#port = port;
    this.#file = join(userDataDir, "secrets.json");
  }

  async keeper(): Promise<Keeper> {
    if (!(await this.#port.vault.available())) return "MEMORY";
    return this.#port.vault.backend() === "basic_text" ? "WEAK" : "KEYRING";
  }

  async keep(nodeId: string, token: string): Promise<Keeper> {
    this.#memory.set(nodeId, token);
    const keeper = await this.keeper();
    if (keeper === "MEMORY") return keeper;
    try {
      const sealed = Buffer.from(await this.#port.vault.encrypt(token)).toString("base64");
      await this.#change((all) => all.set(nodeId, sealed));
      return keeper;
    } catch (error) {
      this.#port.log("a token could not be stored and is kept in memory", { error: String(error) });
      return "MEMORY";
    }
  }

  async read(nodeId: string): Promise<string | undefined> {
    const remembered = this.#memory.get(nodeId);
    if (remembered !== undefined) return remembered;
    const sealed = this.#stored().get(nodeId);
    if (sealed === undefined || (await this.keeper()) === "MEMORY") return undefined;
    try {
      const { text, sealAgain } = await this.#port.vault.decrypt(Buffer.from(sealed, "base64"));
      this.#memory.set(nodeId, text);
      if (sealAgain) await this.keep(nodeId, text);
      return text;
    } catch (error) {
      // A keyring that is only locked for now must not cost the token: it stays where it is.
      this.#port.log("a stored token could not be read", { error: String(error) });
      return undefined;
    }
  }

  async forget(nodeId: string): Promise<void> {
    this.#memory.delete(nodeId);
    await this.#change((all) => all.delete(nodeId));
  }

  /** Read, change and write stand in line, so that two nodes' tokens cannot overwrite each other. */
  #change(edit: (all: Map<string, string>) => void): Promise<void> {
    const work = this.#line.then(async () => {
      const all = this.#stored();
      edit(all);
      await this.#port.files.writeWhole(this.#file, JSON.stringify(Object.fromEntries(all)));
    });
    this.#line = work.catch(() => undefined);
    return work;
  }

  #stored(): Map<string, string> {
    try {
      const raw: unknown = JSON.parse(this.#port.files.readNow(this.#file) ?? "{}");
      if (typeof raw !== "object" || raw === null) return new Map();
      return new Map(
        Object.entries(raw).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
      );
    } catch {
      this.#port.log("secrets.json cannot be read; signing in again replaces it");
      return new Map();
    }
  }
}
