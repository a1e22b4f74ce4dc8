import type { ComposerMode } from "../parts/talk/composer.tsx";

/** One draft per conversation and mode, so that a note is never sent to the customer by a slip of the tab. */
export function draftIdOf(interactionId: string, mode: ComposerMode): string {
  return `${mode} ${interactionId}`;
}
