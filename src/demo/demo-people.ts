import { type Agent, freshAgent, idleMrd } from "../domain/agent.ts";
import { type QueueId, type TeamId, type UserId, brand } from "../domain/id.ts";
import type { SkillLevels } from "../domain/skill.ts";
import type { Instant } from "../domain/time.ts";
import { chatMrd, demoWorkspaceId } from "./demo-queues.ts";
import { GUEST_TAG } from "./demo-routing.ts";

export type DemoRole = "agent" | "supervisor" | "admin";

/** An account to be made, its password in clear: it is printed on the screen, and only the demo has it. */
export interface DemoAccount {
  readonly userId: UserId;
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly roles: readonly DemoRole[];
  readonly teamIds: readonly TeamId[];
  readonly queueIds: readonly QueueId[];
}

export interface DemoPerson extends DemoAccount {
  readonly skills: SkillLevels;
  readonly maxTasks: number;
  readonly tags: readonly string[];
  /** True where the simulator sits at the desk. */
  readonly simulated: boolean;
}

interface Facts {
  readonly username: string;
  readonly name: string;
  readonly code: number;
  readonly role?: DemoRole;
  readonly teams: readonly string[];
  readonly queues: readonly string[];
  readonly skills: SkillLevels;
  readonly maxTasks?: number;
  readonly tags?: readonly string[];
}

function person(facts: Facts, simulated: boolean): DemoPerson {
  const { username, name, skills } = facts;
  return {
    userId: brand<UserId>(username),
    username,
    password: `demo-${username}-${facts.code}`,
    name,
    roles: [facts.role ?? "agent"],
    teamIds: facts.teams.map((id) => brand<TeamId>(id)),
    queueIds: facts.queues.map((id) => brand<QueueId>(id)),
    skills,
    maxTasks: facts.maxTasks ?? 3,
    tags: simulated ? (facts.tags ?? []) : [...(facts.tags ?? []), GUEST_TAG],
    simulated,
  };
}

const everyTeam = ["service", "technical", "sales"];
const everything = ["billing", "tech", "sales", "web"];

/** Those whose desks wait for whoever tries the demo. */
const guests: readonly Facts[] = [
  {
    username: "ana",
    name: "Ana Ruiz",
    code: 4821,
    teams: ["service"],
    queues: ["billing", "web"],
    skills: { billing: 5, spanish: 9, english: 8 },
  },
  {
    username: "dev",
    name: "Dev Patel",
    code: 7310,
    teams: ["technical"],
    queues: ["tech", "web"],
    skills: { tech: 8, english: 9 },
    tags: ["outage"],
  },
  {
    username: "rui",
    name: "Rui Costa",
    code: 2654,
    teams: ["service"],
    queues: ["billing", "tech", "web"],
    skills: { billing: 3, tech: 4, portuguese: 9, english: 7 },
    maxTasks: 4,
  },
  {
    username: "kim",
    name: "Kim Nguyen",
    code: 9037,
    teams: ["sales"],
    queues: ["sales", "web"],
    skills: { sales: 6, french: 7, english: 8 },
    tags: ["vip"],
    maxTasks: 2,
  },
  {
    username: "sam",
    name: "Sam Okafor",
    code: 5568,
    role: "supervisor",
    teams: everyTeam,
    queues: everything,
    skills: { billing: 7, tech: 5, sales: 5, english: 9 },
  },
  {
    username: "alex",
    name: "Alex Lindqvist",
    code: 1179,
    role: "admin",
    teams: everyTeam,
    queues: everything,
    skills: {},
  },
];

const simulated: readonly Facts[] = [
  {
    username: "mia",
    name: "Mia Fischer",
    code: 3304,
    teams: ["service"],
    queues: ["billing", "web"],
    skills: { billing: 6, german: 9 },
  },
  {
    username: "omar",
    name: "Omar Haddad",
    code: 8142,
    teams: ["technical"],
    queues: ["tech"],
    skills: { tech: 7, french: 6 },
    tags: ["outage"],
  },
  {
    username: "lena",
    name: "Lena Novak",
    code: 6275,
    teams: ["technical"],
    queues: ["tech", "web"],
    skills: { tech: 4, german: 8 },
    maxTasks: 4,
  },
  {
    username: "tom",
    name: "Tom Walsh",
    code: 1493,
    teams: ["sales"],
    queues: ["sales"],
    skills: { sales: 8 },
    tags: ["vip"],
    // Sales is the queue in trouble: two people with too little room for what comes.
    maxTasks: 1,
  },
  {
    username: "yuki",
    name: "Yuki Tanaka",
    code: 7726,
    teams: ["sales"],
    queues: ["sales", "web"],
    skills: { sales: 5, japanese: 10 },
    maxTasks: 1,
  },
  {
    username: "ivo",
    name: "Ivo Marques",
    code: 4058,
    teams: ["service"],
    queues: ["billing", "web"],
    skills: { billing: 2, portuguese: 9, spanish: 5 },
  },
  {
    username: "sara",
    name: "Sara Lindgren",
    code: 9611,
    teams: ["technical"],
    queues: ["billing", "tech"],
    skills: { billing: 4, tech: 6 },
  },
];

export const demoPeople: readonly DemoPerson[] = [
  ...guests.map((facts) => person(facts, false)),
  ...simulated.map((facts) => person(facts, true)),
];

/** Whoever may hold work has an agent's row; the administrator does not. */
export function demoAgents(now: Instant): readonly Agent[] {
  return demoPeople
    .filter((each) => each.roles.some((role) => role === "agent" || role === "supervisor"))
    .map((each) => agentOf(each, now));
}

function agentOf(person: DemoPerson, now: Instant): Agent {
  const { userId: id, name, teamIds, queueIds, skills } = person;
  return {
    ...freshAgent,
    id,
    workspaceId: demoWorkspaceId,
    name,
    teamIds,
    queueIds,
    skills,
    tags: person.tags,
    since: now,
    mrds: [idleMrd(chatMrd.id, person.maxTasks, now)],
  };
}
