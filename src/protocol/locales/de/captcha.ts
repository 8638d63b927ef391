import type { Words } from "../words.ts";

/** Checks that somebody is a person. */
export const captcha: Words = {
  "Confirm that you are a person": "Bestätigen Sie, dass Sie ein Mensch sind",
  "Checking that you are a person": "Prüfung, ob Sie ein Mensch sind",
  "Check that you are a person": "Prüfung, ob Sie ein Mensch sind",
  "Load the check again": "Prüfung erneut laden",
  "The check is being loaded.": "Die Prüfung wird geladen.",
  "Do the check to continue.": "Bestehen Sie die Prüfung, um fortzufahren.",
  "Checking …": "Wird geprüft …",
  "You have passed the check.": "Sie haben die Prüfung bestanden.",
  "The check has run out. Do it again.": "Die Prüfung ist abgelaufen. Machen Sie sie noch einmal.",
  "Do the check first. Then this goes on by itself.":
    "Machen Sie zuerst die Prüfung. Danach geht es von selbst weiter.",
  "One moment: this goes on by itself once it is clear that you are a person.":
    "Einen Moment: Es geht von selbst weiter, sobald klar ist, dass Sie ein Mensch sind.",
  "The check cannot be loaded from {0}. A blocker in the browser or something in the network may be in the way. Nothing is lost.":
    "Die Prüfung kann von {0} nicht geladen werden. Vielleicht steht ein Blocker im Browser oder etwas im Netz im Weg. Nichts ist verloren.",
  "The check is set up in a way that this page does not know. Your administrator can help.":
    "Die Prüfung ist so eingerichtet, wie es diese Seite nicht kennt. Ihre Administration kann helfen.",
  "The check does not work and reports “{0}”. Nothing is lost; load it again.":
    "Die Prüfung funktioniert nicht und meldet „{0}“. Nichts ist verloren; laden Sie sie erneut.",
  "The check does not work. Nothing is lost; load it again.":
    "Die Prüfung funktioniert nicht. Nichts ist verloren; laden Sie sie erneut.",
  "The check takes too long. Nothing is lost; load it again.":
    "Die Prüfung dauert zu lange. Nichts ist verloren; laden Sie sie erneut.",
  "The check was closed before it was done. Load it again when you are ready.":
    "Die Prüfung wurde geschlossen, bevor sie fertig war. Laden Sie sie erneut, wenn Sie so weit sind.",
  "The rules of this page do not let this step be loaded. Your administrator can help. Nothing is lost.":
    "Die Regeln dieser Seite lassen diesen Schritt nicht laden. Ihre Administration kann helfen. Nichts ist verloren.",
};
