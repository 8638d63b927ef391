import type { Words } from "../words.ts";

/** The flow inspector. */
export const inspector: Words = {
  "Flow inspector": "Ablauf-Inspektor",
  Redirect: "Weiterleitung",
  "The flow leads here and waits for you:": "Der Ablauf führt hierhin und wartet auf Sie:",
  "Follow the redirect": "Weiterleitung folgen",
  Steps: "Schritte",
  Context: "Kontext",
  Session: "Sitzung",
  "Copy without secrets": "Ohne Geheimnisse kopieren",
  Reload: "Neu laden",
  "Copied.": "Kopiert.",
  "The browser does not let this page copy.": "Der Browser lässt diese Seite nicht kopieren.",
  "Only administrators can inspect a flow, and nobody is signed in yet.":
    "Nur wer Administrationsrechte hat, kann einen Ablauf untersuchen, und noch ist niemand angemeldet.",
  "This account may not inspect this flow.": "Dieses Konto darf diesen Ablauf nicht untersuchen.",
  "There is nothing to inspect yet: the flow has not been planned.":
    "Es gibt noch nichts zu untersuchen: Der Ablauf ist noch nicht geplant.",
  "The server does not answer the inspector. Your flow goes on all the same.":
    "Der Server antwortet dem Inspektor nicht. Ihr Ablauf geht trotzdem weiter.",
  "This flow is completed.": "Dieser Ablauf ist abgeschlossen.",
  Unnamed: "Ohne Namen",
  "Context at that time": "Kontext zu dieser Zeit",
  Done: "Fertig",
  Now: "Jetzt",
  Next: "Danach",
  Empty: "Leer",
  hidden: "verborgen",
  Plan: "Plan",
};
