import { useEffect, useState } from "react";
import { pageFetch } from "../app/desk-parts.ts";
import { type NodeFacts, askNode } from "../app/node-facts.ts";

const none: NodeFacts = { demo: null, needsSetUp: false };

/** What the node tells a stranger; nothing until it answers, and nothing if it does not. */
export function useNodeFacts(nodeUrl: string): NodeFacts {
  const [facts, setFacts] = useState(none);
  useEffect(() => {
    let isWanted = true;
    void askNode(nodeUrl, pageFetch).then((answer) => {
      if (isWanted) setFacts(answer);
    });
    return () => {
      isWanted = false;
    };
  }, [nodeUrl]);
  return facts;
}
