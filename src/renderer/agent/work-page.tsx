import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { NothingOpenHead, NoConversation } from "../conversation/no-conversation.tsx";
import { useConversationSlots } from "../conversation/conversation.tsx";
import { WorkLayout } from "../parts/frame/work-layout.tsx";
import { useShortcut } from "../shell/use-shortcuts.ts";
import { OffersComeHere, OffersPlace } from "./offers-place.tsx";
import { useOwnWork } from "./use-own-work.ts";
import { useWorkShortcuts } from "./use-work-shortcuts.ts";
import { WorkList } from "./work-list.tsx";

/** My work: the list, the conversation that is open, and what is known about it. */
export function WorkPage() {
  const { interactionId } = useParams({ strict: false });
  const work = useOwnWork();
  const current = interactionId ?? null;
  useWorkShortcuts(work, current);
  return current === null ? (
    <WorkLayout
      focus="list"
      list={<WorkList work={work} current={null} />}
      header={<NothingOpenHead />}
      details={<OffersComeHere />}
      offers={<OffersPlace />}
    >
      <NoConversation work={work} />
    </WorkLayout>
  ) : (
    <Opened
      key={current}
      interactionId={current}
      list={<WorkList work={work} current={current} />}
    />
  );
}

interface OpenedProps {
  readonly interactionId: string;
  readonly list: React.ReactNode;
}

function Opened({ interactionId, list }: OpenedProps) {
  const [isDetailsOpen, setDetailsOpen] = useState(false);
  useShortcut("details", () => setDetailsOpen((isOpen) => !isOpen));
  const { header, body, foot, details } = useConversationSlots(interactionId, {
    showDetails: () => setDetailsOpen(true),
  });
  return (
    <WorkLayout
      list={list}
      header={header}
      details={details}
      offers={<OffersPlace />}
      isDetailsOpen={isDetailsOpen}
      onCloseDetails={() => setDetailsOpen(false)}
      {...(foot === null ? {} : { composer: foot })}
    >
      {body}
    </WorkLayout>
  );
}
