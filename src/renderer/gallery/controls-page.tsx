import { Bell, Trash2 } from "lucide-react";
import { useState } from "react";
import { Banner, type Notice, NoticeStack } from "../parts/banner.tsx";
import { Button, IconButton } from "../parts/button.tsx";
import { Checkbox } from "../parts/checkbox.tsx";
import { Chip } from "../parts/chip.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { LinkMark } from "../parts/frame/shell-frame.tsx";
import { Kbd } from "../parts/kbd.tsx";
import { Menu } from "../parts/menu.tsx";
import { Popover } from "../parts/popover.tsx";
import { Select } from "../parts/select.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { Composer } from "../parts/talk/composer.tsx";
import { MessageLine, NoteLine, Timeline } from "../parts/talk/lines.tsx";
import { TextArea, TextField } from "../parts/text-field.tsx";
import { Block } from "./block.tsx";
import styles from "./gallery.module.css";
import { ago } from "./sample.ts";

const nothing = () => {};
const groups = [
  {
    heading: "Close",
    entries: [
      { id: "resolved", label: "Resolved", keys: "e" },
      { id: "back", label: "Unresolved", note: "Goes back to the queue" },
    ],
  },
  {
    heading: "",
    entries: [
      { id: "force", label: "Force close", isDanger: true, icon: <Trash2 size={14} aria-hidden /> },
      { id: "no", label: "Transfer", note: "Offline: needs the node", isDisabled: true },
    ],
  },
];

export function ControlsPage() {
  return (
    <>
      <Buttons />
      <div className={styles["columns"]}>
        <Fields />
        <Talk />
      </div>
      <Bars />
    </>
  );
}

function Buttons() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Block title="Buttons and overlays">
      <Button kind="primary" keys="Ctrl ⏎">
        Send
      </Button>
      <Button>End</Button>
      <Button kind="quiet">Peek</Button>
      <Button kind="danger">Force close</Button>
      <Button kind="primary" isPending>
        Claim
      </Button>
      <Button isPending>Claim</Button>
      <Button isDisabled>Disabled</Button>
      <Button unavailable="Offline: claiming needs the node">Claim</Button>
      <Button size="small">Small</Button>
      <IconButton icon={<Bell size={16} />} label="Mute for 15 minutes" keys="m" />
      <Menu trigger={<Button>Menu</Button>} label="Close" groups={groups} onPick={nothing} />
      <Popover trigger={<Button>Popover</Button>} label="Capacity">
        <p>Two chats, one mail.</p>
      </Popover>
      <Button onPress={() => setOpen(true)}>Dialog</Button>
      <Dialog
        title="Mark Ana offline?"
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onPress={() => setOpen(false)}>Cancel</Button>
            <Button kind="danger">Mark offline</Button>
          </>
        }
      >
        Three active conversations go back to Billing.
      </Dialog>
      <Kbd keys="Ctrl K" />
      <Chip>Sam is watching</Chip>
      <Chip look="soft">refund</Chip>
      <Chip look="pending">will send when online</Chip>
      <LinkMark state="live">Live 38 ms</LinkMark>
      <LinkMark state="reconnecting">Reconnecting (3)</LinkMark>
      <LinkMark state="offline">Offline since 14:02</LinkMark>
    </Block>
  );
}

function Fields() {
  const [text, setText] = useState("");
  const [queue, setQueue] = useState<string>();
  const [isOn, setOn] = useState(true);
  return (
    <Block title="Fields" isColumn>
      <TextField
        label="Customer"
        value={text}
        onChange={setText}
        placeholder="Name or address"
        note="As the customer wrote it"
      />
      <TextField
        label="Node address"
        value="hq 1"
        onChange={setText}
        error="An address has no spaces"
      />
      <TextArea label="Notes" value={text} onChange={setText} />
      <Select
        label="Queue"
        value={queue}
        onChange={setQueue}
        placeholder="Choose a queue"
        options={[
          { id: "billing", label: "Billing", note: "7 waiting, 1 free" },
          { id: "tech", label: "Tech", note: "3 waiting, 3 free" },
          { id: "web", label: "Web", isDisabled: true },
        ]}
      />
      <Checkbox isSelected={isOn} onChange={setOn}>
        Decline allowed
      </Checkbox>
      <Checkbox isSelected={false} isIndeterminate onChange={nothing}>
        All queues
      </Checkbox>
      <Checkbox isSelected={false} isDisabled onChange={nothing}>
        Reason required
      </Checkbox>
      <Tabs
        label="Transfer to"
        tabs={[
          { id: "agent", label: "Agent", count: 6, content: "Ana, Dev, Rui" },
          { id: "queue", label: "Queue", content: "Billing" },
          { id: "external", label: "External", content: "", isDisabled: true },
        ]}
      />
    </Block>
  );
}

function Talk() {
  const [note, setNote] = useState("");
  return (
    <Block title="Conversation" isColumn>
      <div className={styles["sheet"]}>
        <Timeline>
          <MessageLine
            at={ago(4)}
            author="You"
            text="It leaves today."
            delivery={{ state: "queued" }}
          />
          <NoteLine at={ago(2)} author="You" text="told her on the phone" pending="SAVED" />
        </Timeline>
        <Composer
          customer="Mia Wong"
          mode="note"
          onMode={nothing}
          value={note}
          onChange={setNote}
          onSend={nothing}
          sendKeys="Ctrl ⏎"
          status="Draft saved on this device"
        />
        <Composer
          customer="Mia Wong"
          mode="reply"
          onMode={nothing}
          value="On its way"
          onChange={nothing}
          onSend={nothing}
          isSending
          sendKeys="Ctrl ⏎"
        />
      </div>
    </Block>
  );
}

const first: readonly Notice[] = [
  {
    id: "1",
    text: "Back online. 3 sent, 1 needs you.",
    actions: <Button size="small">Show</Button>,
  },
  { id: "2", text: "Ana took Mia Wong over.", tone: "warning" },
];

function Bars() {
  const [notices, setNotices] = useState(first);
  return (
    <Block title="Banners, empty, notices" isColumn>
      <Banner>Business hours end in 20 min.</Banner>
      <Banner tone="warning" actions={<Button size="small">View</Button>}>
        Offline since 14:02. 3 changes saved here.
      </Banner>
      <Banner tone="problem" actions={<Button size="small">Go available</Button>}>
        You missed an offer and are not receiving work.
      </Banner>
      <EmptyState title="You are available" actions={<Button>Open a folder</Button>}>
        Longest idle: you are next for Billing.
      </EmptyState>
      <NoticeStack
        notices={notices}
        onDismiss={(id) => setNotices((now) => now.filter((notice) => notice.id !== id))}
      />
    </Block>
  );
}
