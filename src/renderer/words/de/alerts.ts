import type { Translated } from "../translated.ts";
import type { alerts as english } from "../en/alerts.ts";

export const alerts: Translated<typeof english> = {
  alerts: {
    open: "Ton und Benachrichtigungen",
    title: "Wie Angebote Sie erreichen",
    sound: "Klingeln, bis ein Angebot beantwortet ist",
    granted: "Benachrichtigungen sind an: Sie kommen, wenn dieses Fenster nicht vorn ist.",
    denied:
      "Ihr Browser blockiert hier Benachrichtigungen. Erlauben Sie sie in seinen Einstellungen zu dieser Seite.",
    unasked: "Noch keine Benachrichtigungen, wenn dieses Fenster nicht vorn ist.",
    unavailable: "Benachrichtigungen brauchen eine verschlüsselte Adresse (https).",
    allow: "Benachrichtigungen erlauben",
    test: "Jetzt testen",
    testTitle: "So sieht ein Angebot aus",
    offerNote: "Antworten Sie in Switchyard.",
    played:
      "Ton: abgespielt. Wenn Sie nichts gehört haben, prüfen Sie die Lautstärke des Computers.",
    notPlayed:
      "Ton: Der Browser hat ihn nicht abgespielt. Klicken Sie irgendwo in die Seite und testen Sie noch einmal.",
    noDevice: "Ton: Er konnte auf diesem Computer nicht abgespielt werden.",
    muted: "Ton: von Ihnen stummgeschaltet.",
    shown: "Benachrichtigung: angezeigt.",
    notShown: "Benachrichtigung: nicht angezeigt.",
    close: "Schließen",
    blocked: "Noch kein Ton: hier klicken",
  },
};
