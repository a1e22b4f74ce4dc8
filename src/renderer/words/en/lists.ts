/** Pull lists: work that people pick themselves. */
export const lists = {
  lists: {
    title: "Lists",
    none: "There is no list for you to pick from",
    noneWords: "An administrator makes lists, and says which queue's people pick from them.",
    counts: "{{unread}} unread, {{inactive}} left by everybody, {{active}} being worked on",
    empty: "Nothing is in this list",
    emptyWords: "What comes in stands here until somebody joins it.",
    column: { state: "State", since: "Since" },
    state: { UNREAD: "Unread", INACTIVE: "Inactive", ACTIVE: "Active" },
    row: "{{customer}}, {{state}}",
    open: "Open",
    close: "Remove",
    joinOf: "Join {{customer}}",
    leaveOf: "Leave {{customer}}",
    openOf: "Open {{customer}}",
    closeOf: "Remove {{customer}} from the list",
    closeSure:
      "Whoever is in it leaves with it, and the conversation with {{customer}} is completed as resolved.",
  },
} as const;
