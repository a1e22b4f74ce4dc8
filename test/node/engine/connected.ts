import type { Centre, live } from "./centre.ts";

/** A new customer whom this agent serves. */
export async function connected(centre: Centre, who = "ana", source?: typeof live) {
  await centre.ready(who);
  const request = await centre.request(source);
  const taskId = await centre.accept(request.interactionId);
  return { ...request, taskId };
}
