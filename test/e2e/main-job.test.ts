import { describe, expect, test } from "vitest";
import { playStory } from "./story.ts";
import { stageForAll } from "../support/stage.ts";

describe("one customer conversation on real parts", () => {
  const stage = stageForAll();

  test("goes from the customer's first word to the clone, in three windows of one origin", async () => {
    const [customer, agent, supervisor] = [
      await stage.visit(),
      await stage.visit(),
      await stage.visit(),
    ];
    await playStory({
      customer,
      agent,
      supervisor,
      deskAddress: stage.node.url,
      chatAddress: `${stage.node.url}/chat`,
    });
    expect([...customer.complaints, ...agent.complaints, ...supervisor.complaints]).toEqual([]);
  });
});
