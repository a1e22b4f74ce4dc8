import type { agent as english } from "../en/agent.ts";
import type { Translated } from "../translated.ts";

export const agent: Translated<typeof english> = {
  work: {
    mine: "Meine Arbeit",
    waiting: "Wartet in meinen Warteschlangen",
    ringing: "Angebot",
    wrapUp: "Nachbearb.",
    wrapUpText: "Nachbearbeitung abschließen",
    you: "Sie: {{text}}",
    nothingWaiting: "Niemand wartet",
    nothingWaitingNote: "In Ihren Warteschlangen wird allen geholfen.",
    moreWaiting_one: "und {{count}} weiterer",
    moreWaiting_other: "und {{count}} weitere",
  },
  idle: {
    available: "Sie sind verfügbar",
    availableNote: "Das nächste Angebot aus {{queues}} erscheint oben rechts.",
    notReceiving: "Zu Ihnen kommt keine Arbeit",
    notReceivingNote: "Sie stehen auf „{{state}}“.",
    missed: "Sie haben ein Angebot verpasst, deshalb kommt keine Arbeit",
    fetching: "Ihre Arbeit wird geholt",
    noAgent: "Sie nehmen selbst keine Arbeit an",
    noAgentNote: "Ihr Konto gehört keinem Agenten.",
  },
  offersPlace: {
    title: "Hier erscheinen Angebote",
    words: "{{accept}} nimmt an und {{decline}} lehnt ab, wo immer Sie gerade sind.",
  },
  why: {
    skills: "Sie können {{skills}}",
    named: "für Sie bestimmt",
    longest_one: "nur Sie sind frei",
    longest_other: "am längsten frei von {{count}}",
    considered_one: "aus {{count}} Person gewählt",
    considered_other: "aus {{count}} Personen gewählt",
  },
  past: {
    youMissed: "Sie haben es schon einmal verpasst.",
    youDeclined: "Sie haben es schon einmal abgelehnt.",
    youHad: "Sie hatten es schon einmal.",
    missed: "{{name}} hat es vor Ihnen verpasst.",
    declined: "{{name}} hat es vor Ihnen abgelehnt.",
    had: "{{name}} hatte es vor Ihnen.",
  },
  offerSize: "{{used}} von Ihren {{total}}",
  went: {
    gone: "Es wartet nicht mehr in {{queue}}.",
    back: "Es ging zurück an {{queue}}.",
    waiting: "Es wartet wieder in {{queue}}.",
    offered: "Es wird jetzt {{name}} angeboten.",
    answered: "{{name}} hat es angenommen.",
  },
  gone: {
    AGENT_UNREACHABLE:
      "Ihre Verbindung war kurz weg, deshalb wurde es zurückgenommen. Das wird Ihnen nicht angerechnet.",
    LOCKED: "Ihr Rechner war gesperrt, deshalb wurde es zurückgenommen.",
    SUSPENDED: "Ihr Rechner schlief, deshalb wurde es zurückgenommen.",
    NODE_DOWN: "Der Knoten wurde neu gestartet. Es wird neu angeboten.",
    CUSTOMER_LEFT: "Der Kunde ist gegangen.",
    AGENT_LOGOUT: "Sie haben sich abgemeldet, deshalb wurde es zurückgenommen.",
    FORCE_CLOSED: "Die Leitung hat es geschlossen.",
    TAKEN_OVER: "Jemand anders hat es übernommen.",
    WAITING: "Die Zeit ist um. Was daraus wurde, ist bekannt, sobald der Knoten antwortet.",
    UNKNOWN: "Es wurde zurückgenommen.",
  },
  declineReason: {
    WRONG_SKILL: "Falsche Fähigkeit",
    CONFLICT_OF_INTEREST: "Interessenkonflikt",
    SYSTEM_PROBLEM: "Technisches Problem",
    NEED_BREAK: "Brauche eine Pause",
  },
};
