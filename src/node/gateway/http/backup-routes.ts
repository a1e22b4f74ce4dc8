import { basename } from "node:path";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { KeptBackups } from "../../backups/kept-backups.ts";
import { nullable } from "../../../protocol/schema.ts";
import { route } from "./api.ts";
import { ProblemError } from "./problem.ts";
import { type SettingsParts, administer } from "./settings-routes.ts";

const Backup = Type.Object({
  name: Type.String(),
  madeAt: Type.Integer(),
  /** The last sequence that is in it. */
  head: Type.Integer(),
  bytes: Type.Integer(),
});

export interface BackupParts extends SettingsParts {
  readonly backups: KeptBackups | null;
}

/** The backups in the node's own data directory. Where they lie is the machine's business, and no client's to choose. */
export function addBackupRoutes(app: FastifyInstance, parts: BackupParts): void {
  const { access } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/backups",
      summary: "The verified backups that the node keeps, the newest first",
      who: ["USER"],
      reply: Type.Object({ items: Type.Array(Backup), warning: nullable(Type.String()) }),
    },
    ({ session }) => {
      administer(parts, session.actor);
      const backups = kept(parts);
      return { items: backups.list(), warning: backups.warning() };
    },
  );
  route(
    app,
    access,
    {
      method: "POST",
      url: "/backups",
      summary: "Back the node up now; answered once the backup was read back and found sound",
      who: ["USER"],
      reply: Backup,
      status: 201,
    },
    async ({ session }) => {
      administer(parts, session.actor);
      const { file, madeAt, head, bytes } = await made(kept(parts));
      return { name: basename(file), madeAt, head, bytes };
    },
  );
}

function kept({ backups }: BackupParts): KeptBackups {
  if (backups === null) throw new ProblemError("NOT_FOUND", "this node keeps nothing on a disk");
  return backups;
}

async function made(backups: KeptBackups) {
  try {
    return await backups.make();
  } catch (error) {
    throw new ProblemError("NOT_READY", error instanceof Error ? error.message : String(error));
  }
}
