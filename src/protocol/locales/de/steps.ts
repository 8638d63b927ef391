import type { Words } from "../words.ts";

/** Every other step. */
export const steps: Words = {
  "Sign in with Apple": "Mit Apple anmelden",
  "You are being taken to Apple.": "Sie werden zu Apple weitergeleitet.",
  "Continue with Apple": "Weiter mit Apple",
  "One moment": "Einen Moment",
  "You are being taken to {0}.": "Sie werden zu {0} weitergeleitet.",
  "If nothing happens, continue by hand.": "Wenn nichts geschieht, gehen Sie von Hand weiter.",
  "Do you agree?": "Stimmen Sie zu?",
  "New permissions": "Neue Berechtigungen",
  Permissions: "Berechtigungen",
  "Permissions it already has": "Schon erteilte Berechtigungen",
  Cancel: "Abbrechen",
  "The device is connected": "Das Gerät ist verbunden",
  "You may close this page and go on with your device.":
    "Sie können diese Seite schließen und mit Ihrem Gerät weitermachen.",
  "Connect a device": "Gerät verbinden",
  "Enter the code that the device shows.": "Geben Sie den Code ein, den das Gerät zeigt.",
  "Spaces and dashes do not matter.": "Leerzeichen und Striche spielen keine Rolle.",
  "Stage name: {0}": "Name des Schritts: {0}",
  "Open the message that we sent you, and follow its link to go on.":
    "Öffnen Sie die Nachricht, die wir Ihnen gesendet haben, und folgen Sie ihrem Link.",
  "It can take a few minutes. If it is not in your inbox, look where unwanted messages go.":
    "Das kann einige Minuten dauern. Wenn sie nicht im Posteingang ist, sehen Sie bei den unerwünschten Nachrichten nach.",
  "The device could not be checked": "Das Gerät konnte nicht geprüft werden",
  "Checking your device": "Ihr Gerät wird geprüft",
  "This takes a few seconds.": "Das dauert einige Sekunden.",
  "Check again": "Erneut prüfen",
  "The address of this step is not safe, so it was not opened.":
    "Die Adresse dieses Schritts ist nicht sicher und wurde deshalb nicht geöffnet.",
  "This has taken a while and may not work. Nothing is lost.":
    "Das dauert schon eine Weile und klappt vielleicht nicht. Nichts ist verloren.",
  "Signing out": "Abmeldung läuft",
  "You are being signed out of the applications that you used.":
    "Sie werden von den Anwendungen abgemeldet, die Sie benutzt haben.",
  Answered: "Beantwortet",
  "No answer": "Keine Antwort",
  "Signing out of {0}": "Abmeldung von {0}",
  "Sign in with Plex": "Mit Plex anmelden",
  "Plex opens in a window of its own. This page goes on when you have signed in there.":
    "Plex öffnet sich in einem eigenen Fenster. Diese Seite geht weiter, wenn Sie sich dort angemeldet haben.",
  "Waiting for Plex.": "Warten auf Plex.",
  "Signing you in.": "Sie werden angemeldet.",
  "Open Plex in a new tab": "Plex in einem neuen Tab öffnen",
  "Continue with Plex": "Weiter mit Plex",
  "Open Plex again": "Plex erneut öffnen",
  "Your browser blocked the window. Nothing is lost: open Plex in a new tab, then come back here.":
    "Ihr Browser hat das Fenster blockiert. Nichts ist verloren: Öffnen Sie Plex in einem neuen Tab und kommen Sie dann hierher zurück.",
  "The window was closed before you were signed in. Nothing is lost. Open it again.":
    "Das Fenster wurde geschlossen, bevor Sie angemeldet waren. Nichts ist verloren. Öffnen Sie es erneut.",
  "Nobody signed in within five minutes. Nothing is lost. Open Plex again.":
    "Fünf Minuten lang hat sich niemand angemeldet. Nichts ist verloren. Öffnen Sie Plex erneut.",
  "This Plex account cannot be used here. Use another one, or ask your administrator.":
    "Dieses Plex-Konto kann hier nicht verwendet werden. Verwenden Sie ein anderes oder fragen Sie Ihre Administration.",
  "Plex cannot be reached. Nothing is lost. Check your connection, then try again.":
    "Plex ist nicht erreichbar. Nichts ist verloren. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
  "You may close this page now": "Sie können diese Seite jetzt schließen",
  "The app takes over from here.": "Ab hier übernimmt die App.",
  "Open the app again": "App erneut öffnen",
  "You are being signed out of {0}.": "Sie werden von {0} abgemeldet.",
  "The application did not say where to sign out.": "Die Anwendung hat nicht gesagt, wo man sich abmeldet.",
  "Go on without": "Ohne weitermachen",
  "You are signed out": "Sie sind abgemeldet",
  "You are signed out of {0}, and still signed in to {1}.": "Sie sind von {0} abgemeldet und noch bei {1} angemeldet.",
  "You are still signed in": "Sie sind noch angemeldet",
  "Your session with {0} goes on until you sign out.": "Ihre Sitzung bei {0} besteht weiter, bis Sie sich abmelden.",
  "Sign out": "Abmelden",
  "Sign out of {0}": "Von {0} abmelden",
  "Sign in to {0} again": "Wieder bei {0} anmelden",
  "A message from the server": "Eine Nachricht des Servers",
  "The server sent an empty page. Start over to try again.":
    "Der Server hat eine leere Seite gesendet. Beginnen Sie von vorn, um es erneut zu versuchen.",
  "Sign in with Telegram": "Mit Telegram anmelden",
  "Telegram asks you to confirm on your phone. This page goes on when you have.":
    "Telegram bittet Sie um eine Bestätigung auf Ihrem Telefon. Danach geht diese Seite weiter.",
  "Telegram's button does not answer; something in the browser or network may block it. Nothing is lost.":
    "Der Knopf von Telegram antwortet nicht; vielleicht blockiert ihn etwas im Browser oder Netz. Nichts ist verloren.",
  "Continue with Telegram": "Weiter mit Telegram",
  "Load the button again": "Knopf erneut laden",
  "This step cannot be shown": "Dieser Schritt kann nicht gezeigt werden",
  "The server asks for “{0}”, which this page does not know. It may be newer than the page: reload, or go back and choose another way.":
    "Der Server verlangt „{0}“, was diese Seite nicht kennt. Vielleicht ist er neuer als die Seite: Laden Sie neu, oder gehen Sie zurück und wählen Sie einen anderen Weg.",
};
