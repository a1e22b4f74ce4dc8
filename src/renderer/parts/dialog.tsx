import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useWords } from "../words/words.ts";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import styles from "./overlay.module.css";

const cx = classNames(styles);

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the primary one last. */
  readonly actions?: ReactNode;
  readonly isWide?: boolean;
  /** An alert dialog does not close by a click beside it. */
  readonly isAlert?: boolean;
  /** Why what was asked here was not done; everything that was chosen and typed still stands. */
  readonly refusal?: string | null;
}

export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  actions,
  isWide = false,
  isAlert = false,
  refusal = null,
}: DialogProps) {
  return (
    <ModalOverlay
      className={cx("scrim")}
      isOpen={isOpen}
      isDismissable={!isAlert}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={cx("modal", isWide && "wide")}>
        <AriaDialog className={cx("dialog")} role={isAlert ? "alertdialog" : "dialog"}>
          <Heading slot="title" className={cx("title")}>
            {title}
          </Heading>
          <div className={cx("body")}>
            {children}
            {refusal === null ? null : (
              <p className={cx("refusal")} role="alert">
                {refusal}
              </p>
            )}
          </div>
          {actions === undefined ? null : <div className={cx("foot")}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmDialogProps extends Omit<DialogProps, "isOpen" | "actions"> {
  /** What the button says that does it. */
  readonly confirm: string;
  readonly kind?: "primary" | "danger";
  readonly isPending?: boolean;
  readonly isDisabled?: boolean;
  /** Why it cannot be done now. */
  readonly unavailable?: string | undefined;
  readonly onConfirm: () => void;
}

/** Confirmation: back out of it, or do what it asks for. It is open for as long as it is shown. */
export function ConfirmDialog({
  confirm,
  kind = "primary",
  isPending = false,
  isDisabled = false,
  unavailable,
  onConfirm,
  ...dialog
}: ConfirmDialogProps) {
  const { say } = useWords();
  return (
    <Dialog
      {...dialog}
      isOpen
      actions={
        <>
          <Button onPress={dialog.onClose}>{say("acts.back")}</Button>
          <Button
            kind={kind}
            isPending={isPending}
            isDisabled={isDisabled}
            unavailable={unavailable}
            onPress={onConfirm}
          >
            {confirm}
          </Button>
        </>
      }
    />
  );
}
