import { useMemo } from "react";
import { useDirectory } from "../app/desk-context.tsx";
import type { ChannelShape } from "../parts/channel-glyph.tsx";
import type { MrdType } from "../../domain/queue.ts";

/** The names people know things by; an id that is not known here yet stays unsaid. */
export interface Names {
  readonly queue: (id: string) => string;
  readonly person: (id: string) => string;
  readonly channelOfMrd: (id: string) => ChannelShape;
}

const channelOf: Readonly<Record<MrdType, ChannelShape>> = {
  CHAT: "chat",
  CX_VOICE: "voice",
  EMAIL: "mail",
  TASK: "task",
};

export function useNames(): Names {
  const queues = useDirectory("QUEUE_NAME");
  const people = useDirectory("PERSON");
  const mrds = useDirectory("MRD");
  return useMemo(() => {
    const queueNames = new Map<string, string>(queues.map((one) => [one.id, one.name]));
    const personNames = new Map<string, string>(people.map((one) => [one.id, one.name]));
    const channels = new Map<string, ChannelShape>(
      mrds.map((one) => [one.id, channelOf[one.type]]),
    );
    return {
      queue: (id) => queueNames.get(id) ?? "",
      person: (id) => personNames.get(id) ?? "",
      channelOfMrd: (id) => channels.get(id) ?? "chat",
    };
  }, [queues, people, mrds]);
}
