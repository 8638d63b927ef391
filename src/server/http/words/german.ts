import type { Words } from "../../../protocol/locales/words.ts";

/** What the server itself says to people, in German. */
export const german: Words = {
  "Log in": "Anmelden",
  Continue: "Weiter",
  "Failed to authenticate.": "Die Anmeldung ist fehlgeschlagen.",
  "Invalid password": "Falsches Passwort",
  "No identification data provided.": "Es wurde nicht angegeben, wer sich anmeldet.",
  "Passwords don't match.": "Die Passwörter stimmen nicht überein.",
  "Username is already taken.": "Dieser Benutzername ist schon vergeben.",
  "Invalid captcha response. Retrying may solve this issue.":
    "Die Prüfung wurde nicht anerkannt. Ein neuer Versuch kann helfen.",
  "Invalid captcha response": "Die Prüfung wurde nicht anerkannt",
  "Link was already used, please request a new link.": "Der Link wurde schon benutzt. Fordern Sie einen neuen an.",
  "Invalid invite/invite not found": "Die Einladung gilt nicht oder wurde nicht gefunden",
  "Code does not match": "Der Code stimmt nicht",
  "Invalid Token. Please ensure the time on your device is accurate and try again.":
    "Der Code stimmt nicht. Prüfen Sie, ob die Uhr Ihres Geräts richtig geht, und versuchen Sie es erneut.",
  "Too many codes have been requested. Please try again later.":
    "Es wurden zu viele Codes angefordert. Versuchen Sie es später erneut.",
  "Invalid email": "Ungültige E-Mail-Adresse",
  "Invalid phone number": "Ungültige Telefonnummer",
  "The text message could not be sent.": "Die SMS konnte nicht gesendet werden.",
  "Assertion failed": "Die Prüfung des Schlüssels ist fehlgeschlagen",
  "Invalid device": "Ungültiges Gerät",
  "Password is too weak.": "Das Passwort ist zu schwach.",
  "Password has expired.": "Das Passwort ist abgelaufen.",
  "This password has been used previously. Please choose a different one.":
    "Dieses Passwort wurde schon einmal benutzt. Wählen Sie ein anderes.",
  "Flow does not apply to current user.": "Dieser Ablauf ist nicht für dieses Konto bestimmt.",
  "This cannot be checked at the moment. Please try again later.":
    "Das kann im Moment nicht geprüft werden. Versuchen Sie es später erneut.",
  "Unknown error": "Unbekannter Fehler",
  "Invalid next URL": "Ungültige Zieladresse",
  "Failed to update user. Please try again later.":
    "Das Konto konnte nicht geändert werden. Versuchen Sie es später erneut.",
  "This field may not be null.": "Dieses Feld darf nicht leer sein.",
  "This field may not be blank.": "Dieses Feld darf nicht leer sein.",
  "This field is required.": "Dieses Feld ist erforderlich.",
  "A valid integer is required.": "Geben Sie eine ganze Zahl ein.",
  "A valid number is required.": "Geben Sie eine Zahl ein.",
  "Enter a valid email address.": "Geben Sie eine gültige E-Mail-Adresse ein.",
  "The name has invisible characters. Please type it anew.":
    "Der Name enthält unsichtbare Zeichen. Bitte geben Sie ihn neu ein.",
  "A name with @ has to be your own e-mail address.": "Ein Name mit @ muss Ihre eigene E-Mail-Adresse sein.",
  "The name has letters of alphabets that can be mistaken for each other. Please use one alphabet.":
    "Der Name enthält Buchstaben aus Alphabeten, die man verwechseln kann. Bitte benutzen Sie nur eines.",
  "These data could not be saved, because name or address belong to an account already. If it is yours, sign in to it or reset its password.":
    "Diese Angaben konnten nicht gespeichert werden, weil Name oder Adresse schon zu einem Konto gehören. Ist es Ihres, melden Sie sich an oder setzen Sie das Passwort zurück.",
  "This code cannot be used any more. Please use a new one.":
    "Dieser Code gilt nicht mehr. Bitte benutzen Sie einen neuen.",
  "Codes go to the e-mail address of your account.": "Codes gehen an die E-Mail-Adresse Ihres Kontos.",
  "Codes go to the number that you gave before.": "Codes gehen an die Nummer, die Sie vorher angegeben haben.",
};
