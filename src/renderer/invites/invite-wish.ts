import type { NewInvite } from "../../client/invites.ts";

export const invitedRoles = ["agent", "supervisor", "admin"] as const;
export type InvitedRole = (typeof invitedRoles)[number];

/** How long an invite can be used. */
const inviteHours = { shift: 8, days: 48, week: 168 } as const;
export type GoodFor = keyof typeof inviteHours;

/** The form of somebody who invites. */
export interface InviteWish {
  /** Somebody who has an account gets a new password and nothing else. */
  readonly isNew: boolean;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly InvitedRole[];
  readonly queueIds: readonly string[];
  readonly goodFor: GoodFor;
}

export const emptyWish: InviteWish = {
  isNew: true,
  username: "",
  name: "",
  roles: ["agent"],
  queueIds: [],
  goodFor: "days",
};

/** Whether this is an agent to whom no work could come. */
export function isWithoutWork({ isNew, roles, queueIds }: InviteWish): boolean {
  return isNew && roles.includes("agent") && queueIds.length === 0;
}

/** The node takes no other names. */
export function isUsername(text: string): boolean {
  return /^[A-Za-z0-9._@-]{2,100}$/.test(text.trim());
}

export function wishedInvite({
  isNew,
  username,
  name,
  roles,
  queueIds,
  goodFor,
}: InviteWish): NewInvite {
  const who = { username: username.trim(), hours: inviteHours[goodFor] };
  if (!isNew) return who;
  return {
    ...who,
    ...(name.trim() === "" ? {} : { name: name.trim() }),
    roles: [...roles],
    queueIds: [...queueIds],
  };
}

/** With it where it was not, without it where it was. */
export function toggled<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
}
