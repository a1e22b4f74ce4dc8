let accepted: string | null = null;

/** The conversation that an accepted offer is about to open. */
export function markAccepted(interactionId: string): void {
  accepted = interactionId;
}

/** True once: its composer takes the focus. Any other conversation leaves the focus to who moves through the list. */
export function takeAccepted(interactionId: string): boolean {
  if (accepted !== interactionId) return false;
  accepted = null;
  return true;
}
