import { demoPeople } from "../../src/demo/demo-people.ts";
import { brand } from "../../src/domain/id.ts";
import type { Command } from "../../src/protocol/commands.ts";
import { AgentSocket } from "../support/agent-socket.ts";
import { apiOf, customerWrites } from "../support/api.ts";

const SALES = ["Jonas Berg", "Lena Koch", "R. Haddad", "Priya Nair"];
const TECH = ["A. Costa", "H. Ali", "P. Diaz", "Yara Silva", "Tove Lund"];
const lines = [
  "Do you have an offer for two lines?",
  "My router drops every evening at nine",
  "I am moving house next month, can I keep my number?",
  "The app says my password is wrong",
];

/**
 * Colleagues and customers around the story, always the same ones: two agents who take technical work, one at
 * lunch, and people who wait for Sales where nobody is. Resolves with how to send them home.
 */
export async function gatherCompany(url: string): Promise<() => void> {
  const sockets = await Promise.all([
    desk(url, "dev", null),
    desk(url, "omar", null),
    desk(url, "kim", "lunch"),
  ]);
  const write = (name: string, place: number, source: string) =>
    customerWrites(url, name, lines[place % lines.length] ?? "", source);
  for (const [place, name] of SALES.entries()) await write(name, place, "shop");
  for (const [place, name] of TECH.entries()) await write(name, place + 1, "support");
  return () => {
    for (const socket of sockets) socket.close();
  };
}

async function desk(url: string, username: string, away: string | null): Promise<AgentSocket> {
  const person = demoPeople.find((each) => each.username === username);
  const api = await apiOf(url, username);
  const socket = await AgentSocket.open(url, api.token ?? "", `company-${username}`);
  let made = 0;
  const send = (command: Omit<Command, "id">) => {
    const id = brand<Command["id"]>(`company-${username}-${(made += 1)}`);
    socket.command({ ...command, id } as Command).catch(() => undefined);
  };
  const answered = new Set<string>();
  socket.onRow = (row) => {
    if (row.kind !== "TASK" || row.row.agentId !== person?.userId) return;
    const { id: taskId, interactionId, offer, mediaState } = row.row;
    if (answered.has(taskId + mediaState)) return;
    answered.add(taskId + mediaState);
    if (mediaState === "RESERVED" && offer !== null) {
      send({ type: "offer.accept", body: { taskId, offerId: offer.id } });
    }
    if (mediaState === "ACTIVE") {
      const messageId = brand<never>(`company-${taskId}`);
      send({
        type: "message.post",
        body: { interactionId, messageId, body: "I am looking into it." },
      });
    }
  };
  if (away === null) send({ type: "agent.setState", body: { state: "READY", reason: null } });
  else send({ type: "agent.setState", body: { state: "NOT_READY", reason: away } });
  return socket;
}
