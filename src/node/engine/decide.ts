import { unreachable } from "../../domain/assert.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { Command } from "../../protocol/commands.ts";
import { type Actor, agentIdOf } from "../access/actor.ts";
import { goAway, logOut, setMrd, setState } from "./commands/agents.ts";
import { requeueTask, resolveTask, skipForm, submitForm } from "./commands/closing.ts";
import { addNote, postMessage } from "./commands/conversation.ts";
import { customerLeaves, receive } from "./commands/customers.ts";
import { clone, edit } from "./commands/interactions.ts";
import { acceptOffer, declineOffer } from "./commands/offers.ts";
import type { Draft } from "./draft.ts";

/**
 * The whole decision on one command: the reply, its changes being in the draft, or a refusal that changes nothing.
 * Pure in the world, the command and the draft's instant.
 */
export function decide(draft: Draft, actor: Actor, command: Command): Refusal | object {
  if (command.notAfter !== undefined && draft.now > command.notAfter)
    return refuse("COMMAND_EXPIRED");
  const isCustomers = command.type === "message.receive" || command.type === "customer.leave";
  if (!isCustomers && agentIdOf(actor) === null) return refuse("NOT_PERMITTED");
  switch (command.type) {
    case "offer.accept":
      return acceptOffer(draft, actor, command.body);
    case "offer.decline":
      return declineOffer(draft, actor, command.body);
    case "message.post":
      return postMessage(draft, actor, command.body);
    case "note.add":
      return addNote(draft, actor, command.body);
    case "task.resolve":
      return resolveTask(draft, actor, command.body);
    case "task.requeue":
      return requeueTask(draft, actor, command.body);
    case "wrapup.submit":
      return submitForm(draft, actor, command.body);
    case "wrapup.skip":
      return skipForm(draft, actor, command.body);
    case "interaction.edit":
      return edit(draft, actor, command.body);
    case "interaction.clone":
      return clone(draft, actor, command.body);
    case "message.receive":
      return receive(draft, actor, command.body);
    case "customer.leave":
      return customerLeaves(draft, actor, command.body);
    case "agent.setState":
      return setState(draft, actor, command.body);
    case "agent.setMrd":
      return setMrd(draft, actor, command.body);
    case "agent.away":
      return goAway(draft, actor, command.body);
    case "agent.logout":
      return logOut(draft, actor);
    default:
      return unreachable(command);
  }
}
