import { useEffect, useState } from "react";
import { pageFetch } from "../app/desk-parts.ts";
import { type NodeFacts, askNode } from "../app/node-facts.ts";

const none: NodeFacts = { demo: null, needsSetUp: false, isThere: true };
const AGAIN_MS = 3_000;

/** What the node tells a stranger; nothing until it answers. One that is away is asked again until it is back. */
export function useNodeFacts(nodeUrl: string): NodeFacts {
  const [facts, setFacts] = useState(none);
  useEffect(() => {
    let isWanted = true;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await askNode(nodeUrl, pageFetch);
      if (!isWanted) return;
      setFacts(answer);
      if (!answer.isThere) again = setTimeout(() => void ask(), AGAIN_MS);
    };
    void ask();
    return () => {
      isWanted = false;
      clearTimeout(again);
    };
  }, [nodeUrl]);
  return facts;
}
