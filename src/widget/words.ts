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
