import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import Type from "typebox";
import { Compile } from "typebox/compile";

/** Who this node is, for as long as its data directory lives. */
export interface Identity {
  readonly nodeId: string;
  readonly workspaceId: string;
  /** The port is part of the address under which browsers keep unsent work. Null until the first start. */
  readonly port: number | null;
}

const schema = Compile(
  Type.Object({
    nodeId: Type.String({ minLength: 1 }),
    workspaceId: Type.String({ minLength: 1 }),
    port: Type.Union([Type.Integer({ minimum: 1, maximum: 65_535 }), Type.Null()]),
  }),
);

/** The file beside the database; what is in it is no secret, the directory is nobody else's business all the same. */
export class IdentityFile {
  readonly #path: string;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    this.#path = join(dataDir, "node.json");
  }

  read(): Identity | null {
    let text: string;
    try {
      text = readFileSync(this.#path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
    const value: unknown = JSON.parse(text);
    if (schema.Check(value)) return value;
    throw new Error(
      `${this.#path} is damaged. Restore it from a backup; a new one would be another node.`,
    );
  }

  /** Whole or not at all. */
  write(identity: Identity): void {
    const next = `${this.#path}.next`;
    const file = openSync(next, "w", 0o600);
    try {
      writeSync(file, `${JSON.stringify(identity, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.#path);
  }
}
