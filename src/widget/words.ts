import type { Line } from "./line.ts";

/** Every word the customer reads. The site's language decides, else the browser's, else English. */
export interface Words {
  readonly title: string;
  readonly intro: string;
  readonly name: string;
  readonly nameMissing: string;
  readonly email: string;
  readonly optional: string;
  readonly emailWrong: string;
  readonly begin: string;
  readonly beginning: string;
  readonly notReached: string;
  readonly gone: string;
  readonly noSource: string;
  readonly lapsed: string;
  readonly conversation: string;
  readonly hello: (name: string) => string;
  readonly reading: string;
  readonly message: string;
  readonly write: string;
  readonly send: string;
  readonly tooLong: (most: number) => string;
  readonly you: string;
  readonly sending: string;
  readonly waiting: string;
  readonly notSent: string;
  readonly again: string;
  readonly remove: string;
  readonly ended: string;
  readonly anew: string;
  readonly connecting: string;
  readonly lost: string;
  readonly offline: string;
  readonly soon: string;
  /** The request ended without anybody. */
  readonly nobody: string;
  /** The place in line, and the minutes it may take where that is known. */
  readonly inLine: (position: number, minutes: number | null) => string;
  /** What became of the conversation: with the name of whom it is about, and without. */
  readonly events: Readonly<
    Record<NonNullable<Line["event"]>, readonly [named: (name: string) => string, unnamed: string]>
  >;
  readonly held: string;
  readonly putOff: string;
  readonly isOver: string;
  /** Who is there just now. */
  readonly here: (names: string) => string;
  readonly polled: string;
  readonly end: string;
  readonly endAsk: string;
  readonly endYes: string;
  readonly endNo: string;
  readonly save: string;
  /** The name of the file. */
  readonly file: string;
  readonly rate: string;
  readonly stars: (count: number) => string;
  readonly comment: string;
  readonly rateSend: string;
  readonly rated: string;
  readonly notDone: string;
  readonly system: string;
  readonly bot: (name: string) => string;
  readonly late: (written: string, sent: string) => string;
  readonly typing: (name: string) => string;
  readonly close: string;
  readonly today: string;
}

const english: Words = {
  title: "Chat with us",
  intro: "Tell us who you are, then write to us. A person answers here.",
  name: "Your name",
  nameMissing: "Please tell us your name.",
  email: "E-mail",
  optional: "optional",
  emailWrong: "This does not look like an e-mail address. You may leave it empty.",
  begin: "Begin the chat",
  beginning: "Connecting …",
  notReached: "We cannot be reached just now. Please try again in a moment.",
  gone: "This chat is closed.",
  noSource: "This chat is not set up: the page does not say which one it is.",
  lapsed: "Your conversation of before has ended. Begin a new one.",
  conversation: "Conversation",
  hello: (name) => `Hello ${name}, how can we help?`,
  reading: "Fetching your conversation …",
  message: "Your message",
  write: "Write a message",
  send: "Send",
  tooLong: (most) => `At most ${most} characters.`,
  you: "You",
  sending: "Sending …",
  waiting: "Waiting to be sent",
  notSent: "Not sent",
  again: "Try again",
  remove: "Remove",
  ended: "This conversation has ended.",
  anew: "Begin a new one",
  connecting: "Connecting …",
  lost: "No connection. Trying again; what you write is kept and sent later.",
  offline: "You are offline. What you write is kept and sent later.",
  soon: "Thank you. Somebody will be with you as soon as possible.",
  nobody: "Nobody is available at the moment. Your message is kept, and somebody will see it.",
  inLine: (position, minutes) =>
    `You are number ${position} in line${minutes === null ? "." : `: about ${minutes} min.`}`,
  events: {
    JOINED: [(name) => `${name} has joined.`, "Somebody has joined."],
    LEFT: [(name) => `${name} has left.`, "Somebody has left."],
    PASSED_ON: [(name) => `${name} has passed you on.`, "You have been passed on."],
    HELD: [(name) => `${name} has put the conversation on hold.`, "The conversation is on hold."],
    RESUMED: [(name) => `${name} is back with you.`, "The conversation goes on."],
    ENDED: [(name) => `${name} has ended the conversation.`, "The conversation has ended."],
    ENDED_BY_CUSTOMER: [
      () => "You have ended the conversation.",
      "You have ended the conversation.",
    ],
    ENDED_BY_ABSENCE: [
      () => "The conversation has ended because you were away.",
      "The conversation has ended because you were away.",
    ],
  },
  held: "The conversation is on hold. Please stay, it goes on soon.",
  putOff: "We will come back to you here.",
  isOver: "This conversation has ended. If there is anything else, just write.",
  here: (names) => `You are talking to ${names}.`,
  polled: "Messages may take up to half a minute to arrive.",
  end: "End the conversation",
  endAsk: "End this conversation?",
  endYes: "End it",
  endNo: "Go on",
  save: "Save the conversation",
  file: "conversation.txt",
  rate: "How was it?",
  stars: (count) => `${count} of 5 stars`,
  comment: "A few words, if you like",
  rateSend: "Send the rating",
  rated: "Thank you for your rating.",
  notDone: "That did not work. Please try again.",
  system: "Automatic message",
  bot: (name) => `${name} (assistant)`,
  late: (written, sent) => `written ${written}, sent ${sent}`,
  typing: (name) => `${name} is writing …`,
  close: "Close the chat",
  today: "Today",
};

const german: Words = {
  title: "Chat mit uns",
  intro: "Sagen Sie uns, wer Sie sind, und schreiben Sie uns. Hier antwortet ein Mensch.",
  name: "Ihr Name",
  nameMissing: "Bitte sagen Sie uns Ihren Namen.",
  email: "E-Mail",
  optional: "freiwillig",
  emailWrong: "Das sieht nicht nach einer E-Mail-Adresse aus. Sie können das Feld leer lassen.",
  begin: "Chat beginnen",
  beginning: "Verbinden …",
  notReached: "Wir sind gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.",
  gone: "Dieser Chat ist geschlossen.",
  noSource: "Dieser Chat ist nicht eingerichtet: Die Seite sagt nicht, welcher er ist.",
  lapsed: "Ihr voriges Gespräch ist beendet. Beginnen Sie ein neues.",
  conversation: "Gespräch",
  hello: (name) => `Hallo ${name}, wie können wir helfen?`,
  reading: "Ihr Gespräch wird geholt …",
  message: "Ihre Nachricht",
  write: "Nachricht schreiben",
  send: "Senden",
  tooLong: (most) => `Höchstens ${most} Zeichen.`,
  you: "Sie",
  sending: "Wird gesendet …",
  waiting: "Wartet auf das Senden",
  notSent: "Nicht gesendet",
  again: "Noch einmal",
  remove: "Entfernen",
  ended: "Dieses Gespräch ist beendet.",
  anew: "Ein neues beginnen",
  connecting: "Verbinden …",
  lost: "Keine Verbindung. Wir versuchen es weiter; was Sie schreiben, wird aufgehoben und später gesendet.",
  offline: "Sie sind offline. Was Sie schreiben, wird aufgehoben und später gesendet.",
  soon: "Danke. Wir melden uns so bald wie möglich.",
  nobody: "Im Moment ist niemand da. Ihre Nachricht ist aufgehoben und wird gelesen.",
  inLine: (position, minutes) =>
    `Sie sind Nummer ${position} in der Reihe${minutes === null ? "." : `: etwa ${minutes} Min.`}`,
  events: {
    JOINED: [(name) => `${name} ist jetzt dabei.`, "Jemand ist jetzt dabei."],
    LEFT: [(name) => `${name} hat das Gespräch verlassen.`, "Jemand hat das Gespräch verlassen."],
    PASSED_ON: [(name) => `${name} hat Sie weitergegeben.`, "Sie wurden weitergegeben."],
    HELD: [(name) => `${name} lässt das Gespräch ruhen.`, "Das Gespräch ruht."],
    RESUMED: [(name) => `${name} ist wieder für Sie da.`, "Das Gespräch geht weiter."],
    ENDED: [(name) => `${name} hat das Gespräch beendet.`, "Das Gespräch ist beendet."],
    ENDED_BY_CUSTOMER: [() => "Sie haben das Gespräch beendet.", "Sie haben das Gespräch beendet."],
    ENDED_BY_ABSENCE: [
      () => "Das Gespräch wurde beendet, weil Sie nicht mehr da waren.",
      "Das Gespräch wurde beendet, weil Sie nicht mehr da waren.",
    ],
  },
  held: "Das Gespräch ruht. Bitte bleiben Sie, es geht gleich weiter.",
  putOff: "Wir melden uns hier wieder bei Ihnen.",
  isOver: "Dieses Gespräch ist beendet. Wenn noch etwas ist, schreiben Sie einfach.",
  here: (names) => `Sie sprechen mit ${names}.`,
  polled: "Nachrichten können bis zu einer halben Minute brauchen.",
  end: "Gespräch beenden",
  endAsk: "Dieses Gespräch beenden?",
  endYes: "Beenden",
  endNo: "Weiter",
  save: "Gespräch speichern",
  file: "gespraech.txt",
  rate: "Wie war es?",
  stars: (count) => `${count} von 5 Sternen`,
  comment: "Ein paar Worte, wenn Sie mögen",
  rateSend: "Bewertung senden",
  rated: "Danke für Ihre Bewertung.",
  notDone: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
  system: "Automatische Nachricht",
  bot: (name) => `${name} (Assistent)`,
  late: (written, sent) => `geschrieben ${written}, gesendet ${sent}`,
  typing: (name) => `${name} schreibt …`,
  close: "Chat schließen",
  today: "Heute",
};

const languages = { en: english, de: german } as const;
export type Language = keyof typeof languages;

export function chooseLanguage(wanted: readonly string[]): Language {
  for (const language of wanted) {
    const first = language.toLowerCase().split("-")[0];
    if (first === "en" || first === "de") return first;
  }
  return "en";
}

export function wordsIn(language: Language): Words {
  return languages[language];
}
