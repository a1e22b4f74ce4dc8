import { acts as actsDe } from "./de/acts.ts";
import { alerts as alertsDe } from "./de/alerts.ts";
import { agent as agentDe } from "./de/agent.ts";
import { completed as completedDe } from "./de/completed.ts";
import { conversation as conversationDe } from "./de/conversation.ts";
import { folders as foldersDe } from "./de/folders.ts";
import { invites as invitesDe } from "./de/invites.ts";
import { lists as listsDe } from "./de/lists.ts";
import { live as liveDe } from "./de/live.ts";
import { parts as partsDe } from "./de/parts.ts";
import { refusals as refusalsDe } from "./de/refusals.ts";
import { shell as shellDe } from "./de/shell.ts";
import { acts as actsEn } from "./en/acts.ts";
import { alerts as alertsEn } from "./en/alerts.ts";
import { agent as agentEn } from "./en/agent.ts";
import { completed as completedEn } from "./en/completed.ts";
import { conversation as conversationEn } from "./en/conversation.ts";
import { folders as foldersEn } from "./en/folders.ts";
import { invites as invitesEn } from "./en/invites.ts";
import { lists as listsEn } from "./en/lists.ts";
import { live as liveEn } from "./en/live.ts";
import { parts as partsEn } from "./en/parts.ts";
import { refusals as refusalsEn } from "./en/refusals.ts";
import { shell as shellEn } from "./en/shell.ts";
import type { KeyOf, Translated } from "./translated.ts";

/** One file per area and language; the English ones are complete by definition. */
const en = {
  ...actsEn,
  ...agentEn,
  ...alertsEn,
  ...completedEn,
  ...conversationEn,
  ...foldersEn,
  ...invitesEn,
  ...listsEn,
  ...liveEn,
  ...partsEn,
  ...refusalsEn,
  ...shellEn,
};
const de: Translated<typeof en> = {
  ...actsDe,
  ...agentDe,
  ...alertsDe,
  ...completedDe,
  ...conversationDe,
  ...foldersDe,
  ...invitesDe,
  ...listsDe,
  ...liveDe,
  ...partsDe,
  ...refusalsDe,
  ...shellDe,
};

export const languages = { en, de };
export type Language = keyof typeof languages;
export type WordKey = KeyOf<typeof en>;
