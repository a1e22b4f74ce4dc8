import type { lists as english } from "../en/lists.ts";
import type { Translated } from "../translated.ts";

export const lists: Translated<typeof english> = {
  lists: {
    title: "Listen",
    none: "Es gibt keine Liste für Sie",
    noneWords: "Die Verwaltung legt Listen an und sagt, wessen Warteschlange daraus nimmt.",
    counts: "{{unread}} ungelesen, {{inactive}} verlassen, {{active}} in Arbeit",
    empty: "Diese Liste ist leer",
    emptyWords: "Was eingeht, steht hier, bis jemand beitritt.",
    column: { state: "Stand", since: "Seit" },
    state: { UNREAD: "Ungelesen", INACTIVE: "Verlassen", ACTIVE: "In Arbeit" },
    row: "{{customer}}, {{state}}",
    open: "Öffnen",
    close: "Entfernen",
    joinOf: "{{customer}} beitreten",
    leaveOf: "{{customer}} verlassen",
    openOf: "{{customer}} öffnen",
    closeOf: "{{customer}} aus der Liste nehmen",
    closeSure:
      "Wer darin ist, verlässt es mit, und das Gespräch mit {{customer}} gilt als gelöst abgeschlossen.",
  },
};
