import { backup, restore } from "./backup.ts";
import { clock } from "./clock.ts";
import type { Command } from "./command.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { invite } from "./invite.ts";
import { queueList } from "./queue-list.ts";
import { serve } from "./serve.ts";
import { sourceSites } from "./source.ts";
import { taskList } from "./task-list.ts";
import { tokenCreate } from "./token.ts";
import { userAdd, userDisable, userList } from "./user.ts";

/** Everything the command line can do. */
export const commands: readonly Command[] = [
  serve,
  demo,
  userAdd,
  userList,
  userDisable,
  invite,
  tokenCreate,
  sourceSites,
  taskList,
  queueList,
  backup,
  restore,
  doctor,
  clock,
];
