import type { invites as english } from "../en/invites.ts";
import type { Translated } from "../translated.ts";

export const invites: Translated<typeof english> = {
  invite: {
    have: "Ich habe eine Einladung",
    code: "Einladungscode",
    codeNote: "Von der Person, die Sie eingeladen hat. Er gilt einmal.",
    look: "Weiter",
    welcome: "Willkommen, {{name}}. Wählen Sie ein Kennwort, das nur Sie kennen.",
    usernameNote: "Mit diesem Namen melden Sie sich von jetzt an an.",
    password: "Neues Kennwort",
    again: "Dasselbe Kennwort noch einmal",
    tooShort: "Kürzer als 12 Zeichen.",
    notSame: "Nicht dasselbe wie oben.",
    enter: "Kennwort setzen und anmelden",
    otherCode: "Anderen Code verwenden",
  },
  inviting: {
    open: "Jemanden einladen …",
    title: "Jemanden einladen",
    whom: "Wen",
    newPerson: "Jemand Neues",
    knownPerson: "Jemand mit Konto",
    knownNote: "Setzt ein neues Kennwort, sonst ändert sich nichts",
    usernameNote: "Damit melden sie sich an: Buchstaben, Ziffern und . _ @ -",
    usernameWrong: "Mindestens zwei Buchstaben oder Ziffern, dazu höchstens . _ @ -",
    name: "Voller Name",
    nameNote: "Was Kolleginnen und Kollegen sehen. Ohne Angabe der Benutzername.",
    roles: "Rolle",
    role: { agent: "Agent", supervisor: "Leitung", admin: "Verwaltung" },
    queues: "Bedient diese Warteschlangen",
    noQueue:
      "Wer zu keiner Warteschlange gehört, bekommt nichts angeboten. Wählen Sie mindestens eine.",
    goodFor: "Der Code gilt",
    hours: { shift: "8 Stunden", days: "2 Tage", week: "Eine Woche" },
    make: "Einladung anlegen",
    issued: "Die Einladung für {{name}}",
    hand: "Geben Sie beides weiter, am besten auf getrennten Wegen. Es gilt einmal, bis {{until}}. Der Code wird nicht noch einmal gezeigt.",
    address: "Adresse",
    how: "Die Adresse im Browser öffnen oder im Pult eintragen, „Ich habe eine Einladung“ wählen und ein Kennwort setzen.",
    onlyHere:
      "Dieser Knoten hört nur auf diesem Rechner. Andere erreichen ihn, wenn er mit --host und einem Zertifikat oder hinter einem Proxy gestartet wird (docs/operate.md).",
    copy: "Kopieren",
    copied: "Kopiert",
    copyOf: "Kopieren: {{name}}",
    done: "Fertig",
  },
};
