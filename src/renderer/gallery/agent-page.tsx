import { AtSign, Eye, Slash } from "lucide-react";
import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { Chip, PendingDot } from "../parts/chip.tsx";
import { WorkLayout } from "../parts/frame/work-layout.tsx";
import { KeyValue } from "../parts/key-value.tsx";
import { OfferStack } from "../parts/offer/offer-stack.tsx";
import { SectionHead } from "../parts/section-head.tsx";
import { SlaDial, SlaMark } from "../parts/sla-mark.tsx";
import { Composer, type ComposerMode } from "../parts/talk/composer.tsx";
import { EventLine, MessageLine, NoteLine, Timeline } from "../parts/talk/lines.tsx";
import { Countdown, Elapsed } from "../parts/time-text.tsx";
import { WorkRow } from "../parts/work-row.tsx";
import { Frame } from "./frame.tsx";
import styles from "./gallery.module.css";
import { ago, ahead, decline, idleActs, jonas, keys } from "./sample.ts";

const replySoon = { state: "running", startedAt: ago(4), dueAt: ahead(2, 12) } as const;
const breached = { state: "running", startedAt: ago(12), dueAt: ago(3, 10) } as const;

export function AgentPage() {
  return (
    <Frame current="agent">
      <WorkLayout
        list={<List />}
        header={<Head />}
        details={<Details />}
        offers={
          <OfferStack
            offers={[{ offer: jonas, state: { state: "offered" }, decline }]}
            acts={idleActs}
            keys={keys}
          />
        }
        composer={<Writing />}
      >
        <Timeline>
          <EventLine at={ago(6)}>Mia came in by chat on the web · Billing › L2</EventLine>
          <MessageLine at={ago(5)} author="Mia" text="Hi, where is my refund?" />
          <MessageLine at={ago(4)} author="You" text="Let me look that up for you." />
          <NoteLine
            at={ago(3)}
            author="Sam"
            text="refund is stuck in batch 7, ask Ana to release it"
          />
          <MessageLine at={ago(0)} author="Mia" text="Any news?" />
          <MessageLine
            at={ago(0)}
            author="You"
            text="I have found it: the batch was held by the bank until today."
            delivery={{ state: "sending" }}
          />
        </Timeline>
      </WorkLayout>
    </Frame>
  );
}

function List() {
  return (
    <>
      <SectionHead count={4}>My work</SectionHead>
      <WorkRow
        href="#agent"
        title="Mia Wong"
        end={<Elapsed since={ago(0, 48)} />}
        text="Any news?"
        meta="Chat · Billing › L2"
        mark={<SlaMark sla={replySoon} look="quiet" />}
        isCurrent
      />
      <WorkRow
        href="#agent"
        title="A. Costa"
        end={<Elapsed since={ago(12, 40)} />}
        text="Router drops every evening at nine"
        meta="Mail · Tech"
        mark={
          <SlaMark sla={{ state: "running", startedAt: ago(60), dueAt: ahead(178) }} look="quiet" />
        }
        isUnread
      />
      <WorkRow
        href="#agent"
        title="+351 912 004 118"
        end={
          <>
            wrap-up <Countdown until={ahead(0, 21)} />
          </>
        }
        text="Disposition needed"
        meta="Voice · Sales"
        mark={<SlaMark sla={{ state: "met" }} look="quiet" />}
        fuse={{ startedAt: ago(0, 39), endsAt: ahead(0, 21) }}
      />
      <WorkRow
        href="#agent"
        title="P. Diaz"
        end={<Elapsed since={ago(9, 1)} />}
        text="You promised a call back before noon"
        meta="Mail · Billing"
        mark={<SlaMark sla={breached} look="quiet" />}
      />
      <SectionHead count={1}>Paused</SectionHead>
      <WorkRow href="#agent" title="B. Ito" end="until 16:00" text="Waiting for the courier" />
      <SectionHead>Folders</SectionHead>
      <WorkRow
        href="#agent"
        title="VIP waiting"
        end={
          <>
            3 <SlaDial sla={replySoon} />
          </>
        }
      />
      <WorkRow
        href="#agent"
        title="My team overdue"
        end={
          <>
            1 <SlaDial sla={breached} />
          </>
        }
      />
    </>
  );
}

function Head() {
  return (
    <div className={styles["caseHead"]}>
      <div>
        <h1 className={styles["caseTitle"]}>Mia Wong</h1>
        <p className={styles["caseMeta"]}>
          Chat #4821 · Billing › L2 · with us <Elapsed since={ago(6, 12)} /> · last message{" "}
          <Elapsed since={ago(0, 48)} />
        </p>
      </div>
      <div className={styles["caseChips"]}>
        <SlaMark sla={replySoon} lead="reply due" look="chip" />
        <Chip icon={<Eye size={12} aria-hidden />}>Sam is watching</Chip>
      </div>
    </div>
  );
}

function Details() {
  return (
    <>
      <SectionHead>Customer</SectionHead>
      <KeyValue
        entries={[
          { name: "Mail", value: "mia.wong@example.com" },
          { name: "Phone", value: "+44 20 7946 0112" },
          { name: "Place", value: "London, 14:06 there" },
          { name: "Plan", value: "Pro since 2021" },
        ]}
      />
      <SectionHead>Disposition</SectionHead>
      <div className={styles["saved"]}>
        Refund <PendingDot label="saved on this device" />{" "}
        <span className={styles["quiet"]}>saved on this device</span>
      </div>
    </>
  );
}

function Writing() {
  const [mode, setMode] = useState<ComposerMode>("reply");
  const [drafts, setDrafts] = useState({ reply: "", note: "" });
  return (
    <Composer
      customer="Mia Wong"
      mode={mode}
      onMode={setMode}
      value={drafts[mode]}
      onChange={(value) => setDrafts({ ...drafts, [mode]: value })}
      onSend={() => setDrafts({ ...drafts, [mode]: "" })}
      sendKeys="Ctrl ⏎"
      tools={
        <>
          <Button kind="quiet" size="small" icon={<Slash size={12} aria-hidden />}>
            canned
          </Button>
          <Button kind="quiet" size="small" icon={<AtSign size={12} aria-hidden />}>
            mention
          </Button>
        </>
      }
      acts={<Button>End</Button>}
    />
  );
}
