import type { Submission } from "../../sync/desk.ts";
import type { Conversation } from "../conversation/use-conversation.ts";
import { ConfirmDialog } from "../parts/dialog.tsx";
import { useWords } from "../words/words.ts";
import { type Act, isInsistedOn, weighty } from "./acts.ts";
import { DeferDialog } from "./defer-dialog.tsx";
import { HoldDialog } from "./hold-dialog.tsx";
import { MediaDialog } from "./media-dialog.tsx";
import { TargetDialog } from "./target-dialog.tsx";
import { TypeDialog } from "./type-dialog.tsx";
import type { Acting, AskedState } from "./use-acts.ts";

const asksMore: ReadonlySet<Act> = new Set([
  "transfer",
  "conference",
  "consult",
  "assign",
  "move",
  "defer",
  "holdFor",
  "setType",
  "addMedia",
  "endMedia",
]);

/** Whether something has to be said before it can be done, or looked at twice. */
export function asks(act: Act): boolean {
  return asksMore.has(act) || weighty.has(act);
}

interface AskingProps {
  readonly act: Act;
  readonly acting: Acting;
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

/** The dialog of an act: it closes once the node has done it, and stays with its reason and its text where not. */
export function Asking({ act, acting, conversation: { row }, onClose }: AskingProps) {
  const then =
    <T,>(ask: (chosen: T) => Submission | undefined) =>
    (chosen: T) => {
      const asked = ask(chosen);
      if (asked === undefined) onClose();
      else
        void asked.outcome.then(({ end }) => {
          if (end === "APPLIED") onClose();
        });
    };
  const asked = { isPending: acting.isPending, refusal: acting.refusal?.words ?? null };
  const customer = row.customerName;
  switch (act) {
    case "defer":
      return (
        <DeferDialog
          customer={customer}
          onChoose={then(acting.deferUntil)}
          {...asked}
          onClose={onClose}
        />
      );
    case "holdFor":
      return (
        <HoldDialog
          customer={customer}
          onChoose={then(acting.holdFor)}
          {...asked}
          onClose={onClose}
        />
      );
    case "addMedia": {
      const media = { customer, options: acting.media.other, onChoose: then(acting.addMedia) };
      return <MediaDialog act={act} {...media} {...asked} onClose={onClose} />;
    }
    case "endMedia": {
      const media = { customer, options: acting.media.added, onChoose: then(acting.endMedia) };
      return <MediaDialog act={act} {...media} {...asked} onClose={onClose} />;
    }
    case "setType": {
      const type = { customer, present: row.communicationType, onChoose: then(acting.setType) };
      return <TypeDialog {...type} {...asked} onClose={onClose} />;
    }
    case "transfer":
    case "conference":
    case "consult":
    case "assign":
    case "move": {
      const onChoose = then((chosen: Parameters<Acting["send"]>[1]) => acting.send(act, chosen));
      const mayInsist = isInsistedOn(acting.refusal?.code);
      const target = { act, row, onChoose, mayInsist };
      return <TargetDialog {...target} {...asked} onClose={onClose} />;
    }
    default: {
      const onConfirm = then<void>(() => acting.run(act));
      return (
        <Sure
          act={act}
          customer={customer}
          onConfirm={() => onConfirm()}
          {...asked}
          onClose={onClose}
        />
      );
    }
  }
}

interface SureProps extends AskedState {
  readonly act: Act;
  readonly customer: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

function Sure({ act, customer, isPending, refusal, onConfirm, onClose }: SureProps) {
  const { say } = useWords();
  return (
    <ConfirmDialog
      title={say("acts.titleFor", { act: say(`acts.${act}`), customer })}
      isAlert
      refusal={refusal}
      onClose={onClose}
      confirm={say(`acts.${act}`)}
      isPending={isPending}
      onConfirm={onConfirm}
    >
      <p>{say("acts.sure", { customer })}</p>
    </ConfirmDialog>
  );
}
