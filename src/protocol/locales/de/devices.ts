import type { Words } from "../words.ts";

/** Second factors and passkeys: setting them up and using them. */
export const devices: Words = {
  "Set up Duo Mobile": "Duo Mobile einrichten",
  "Scan the code with the Duo Mobile app. This page goes on by itself when that is done.":
    "Scannen Sie den Code mit der App Duo Mobile. Danach geht diese Seite von selbst weiter.",
  "This code is no longer valid. Nothing has been set up. Start over to get a new one.":
    "Dieser Code gilt nicht mehr. Es wurde nichts eingerichtet. Beginnen Sie von vorn, um einen neuen zu bekommen.",
  "Code to scan with Duo Mobile": "Code zum Scannen mit Duo Mobile",
  "Open in Duo Mobile on this phone": "In Duo Mobile auf diesem Telefon öffnen",
  "Duo Mobile is set up.": "Duo Mobile ist eingerichtet.",
  "The server cannot be reached. This page keeps trying.":
    "Der Server ist nicht erreichbar. Diese Seite versucht es weiter.",
  "Duo Mobile is not set up yet. Scan the code first.":
    "Duo Mobile ist noch nicht eingerichtet. Scannen Sie zuerst den Code.",
  "Waiting for Duo Mobile.": "Warten auf Duo Mobile.",
  "Add your email address": "E-Mail-Adresse hinzufügen",
  "Check your email": "Sehen Sie in Ihre E-Mails",
  "You get a code by email when you sign in.": "Sie bekommen bei der Anmeldung einen Code per E-Mail.",
  "Type in the code that you get at {0}.": "Geben Sie den Code ein, den Sie an {0} bekommen.",
  "Type in the code that you get by email.": "Geben Sie den Code ein, den Sie per E-Mail bekommen.",
  "Back to the code": "Zurück zum Code",
  "A code has already been sent.": "Ein Code wurde bereits gesendet.",
  "Use another address": "Andere Adresse verwenden",
  "Email address": "E-Mail-Adresse",
  "Send code": "Code senden",
  "Add your phone number": "Telefonnummer hinzufügen",
  "Check your phone": "Sehen Sie auf Ihr Telefon",
  "You get a code in a text message when you sign in. Text messages can be intercepted: an authenticator app or a passkey is safer.":
    "Sie bekommen bei der Anmeldung einen Code per SMS. SMS können abgefangen werden: Eine Authenticator-App oder ein Passkey ist sicherer.",
  "Type in the code that you get in a text message.": "Geben Sie den Code ein, den Sie per SMS bekommen.",
  "Use another number": "Andere Nummer verwenden",
  "Phone number": "Telefonnummer",
  "With the country code, such as +46 70 123 45 67.": "Mit Ländervorwahl, zum Beispiel +46 70 123 45 67.",
  "Save your recovery codes": "Wiederherstellungscodes sichern",
  "Each code signs you in once when you cannot use your other devices. They are shown only now.":
    "Jeder Code meldet Sie einmal an, wenn Sie Ihre anderen Geräte nicht benutzen können. Sie werden nur jetzt gezeigt.",
  Copy: "Kopieren",
  Download: "Herunterladen",
  Print: "Drucken",
  "I have saved these codes": "Ich habe diese Codes gesichert",
  "Codes copied.": "Codes kopiert.",
  "The browser does not let this page copy. The codes are selected; copy them from there.":
    "Der Browser lässt diese Seite nicht kopieren. Die Codes sind markiert; kopieren Sie sie von dort.",
  "Recovery codes for {0}": "Wiederherstellungscodes für {0}",
  "Recovery codes": "Wiederherstellungscodes",
  "Codes downloaded as recovery-codes.txt.": "Codes als recovery-codes.txt heruntergeladen.",
  "Set up your authenticator app": "Authentifizierungs-App einrichten",
  "Scan the QR code with the app, then type in the code that the app shows.":
    "Scannen Sie den QR-Code mit der App und geben Sie den Code ein, den die App zeigt.",
  "QR code for your authenticator app. The same key stands below, to type in.":
    "QR-Code für Ihre Authentifizierungs-App. Derselbe Schlüssel steht darunter zum Eintippen.",
  "Open in the authenticator app": "In der Authentifizierungs-App öffnen",
  "Or type this key into the app:": "Oder geben Sie diesen Schlüssel in die App ein:",
  "Copy key": "Schlüssel kopieren",
  "Code from the app": "Code aus der App",
  "Address for password managers": "Adresse für Passwortmanager",
  "The QR code could not be drawn. Type the key into the app instead.":
    "Der QR-Code konnte nicht gezeichnet werden. Geben Sie stattdessen den Schlüssel in die App ein.",
  "Key copied.": "Schlüssel kopiert.",
  "The browser does not let this page copy. The key is selected; copy it from there.":
    "Der Browser lässt diese Seite nicht kopieren. Der Schlüssel ist markiert; kopieren Sie ihn von dort.",
  "Enter a passcode": "Passcode eingeben",
  "Confirm that it is you": "Bestätigen Sie, dass Sie es sind",
  "Protect your account": "Schützen Sie Ihr Konto",
  "Open Duo Mobile and type in the passcode that it shows.":
    "Öffnen Sie Duo Mobile und geben Sie den gezeigten Passcode ein.",
  "Choose how.": "Wählen Sie, wie.",
  "You need a second way to show that it is you. Choose one to set up.":
    "Sie brauchen einen zweiten Nachweis, dass Sie es sind. Wählen Sie einen zum Einrichten aus.",
  "You need a second way to show that it is you, but there is none to set up. Contact your administrator.":
    "Sie brauchen einen zweiten Nachweis, dass Sie es sind, aber es gibt keinen zum Einrichten. Wenden Sie sich an Ihre Administration.",
  "Choose another way": "Anderen Weg wählen",
  "Recovery code": "Wiederherstellungscode",
  Passcode: "Passcode",
  Code: "Code",
  "The code is on its way. It may take a moment to arrive.":
    "Der Code ist unterwegs. Es kann einen Moment dauern, bis er ankommt.",
  "Approve a request instead": "Stattdessen eine Anfrage bestätigen",
  "Checking.": "Wird geprüft.",
  "Waiting for your passkey or security key.": "Warten auf Ihren Passkey oder Sicherheitsschlüssel.",
  "Use passkey or security key": "Passkey oder Sicherheitsschlüssel verwenden",
  "The request is on your phone. Open Duo Mobile to approve it.":
    "Die Anfrage ist auf Ihrem Telefon. Öffnen Sie Duo Mobile, um sie zu bestätigen.",
  "Send again": "Erneut senden",
  "Send a request to my phone": "Anfrage an mein Telefon senden",
  "Use a passcode instead": "Stattdessen einen Passcode verwenden",
  "Set up": "Einrichten",
  "Authenticator app": "Authentifizierungs-App",
  "A code from the app": "Ein Code aus der App",
  "Enter your code": "Code eingeben",
  "Open your authenticator app and type in the code that it shows.":
    "Öffnen Sie Ihre Authentifizierungs-App und geben Sie den gezeigten Code ein.",
  "One of the codes you saved": "Einer der Codes, die Sie gesichert haben",
  "Enter a recovery code": "Wiederherstellungscode eingeben",
  "Type in one of the codes that you saved. Each works once.":
    "Geben Sie einen der gesicherten Codes ein. Jeder gilt einmal.",
  "Passkey or security key": "Passkey oder Sicherheitsschlüssel",
  "Fingerprint, face, PIN or key": "Fingerabdruck, Gesicht, PIN oder Schlüssel",
  "Use your passkey or security key": "Verwenden Sie Ihren Passkey oder Sicherheitsschlüssel",
  "Your browser shows you what to do.": "Ihr Browser zeigt Ihnen, was zu tun ist.",
  "Duo Mobile": "Duo Mobile",
  "Approve a request on your phone": "Eine Anfrage auf Ihrem Telefon bestätigen",
  "Approve it in Duo Mobile": "In Duo Mobile bestätigen",
  "You get a request on your phone, and approve it there.":
    "Sie bekommen eine Anfrage auf Ihr Telefon und bestätigen sie dort.",
  "Text message": "SMS",
  "A code to your phone": "Ein Code auf Ihr Telefon",
  "A code to your email address": "Ein Code an Ihre E-Mail-Adresse",
  "Not known to this page": "Dieser Seite nicht bekannt",
  "This page is out of date": "Diese Seite ist veraltet",
  "The server asks for “{0}”, which this page does not know.":
    "Der Server verlangt „{0}“, was diese Seite nicht kennt.",
  "Create a passkey": "Passkey erstellen",
  "Next time you sign in with your fingerprint, face, PIN or security key. Your browser shows you what to do.":
    "Das nächste Mal melden Sie sich mit Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel an. Ihr Browser zeigt Ihnen, was zu tun ist.",
  "Saving.": "Wird gespeichert.",
  "Waiting for your device or security key.": "Warten auf Ihr Gerät oder Ihren Sicherheitsschlüssel.",
  "Create passkey": "Passkey erstellen",
  "The code has only letters and digits.": "Der Code hat nur Buchstaben und Ziffern.",
  "The code has only digits.": "Der Code hat nur Ziffern.",
  "Send again in {0} s": "Erneut senden in {0} s",
  "The message is on its way again. You can ask for another one in half a minute.":
    "Die Nachricht ist wieder unterwegs. In einer halben Minute können Sie eine weitere anfordern.",
  "The message has been sent again. You can ask for another one now.":
    "Die Nachricht wurde erneut gesendet. Sie können jetzt eine weitere anfordern.",
  "It was cancelled, or took too long. Nothing has changed; try again when you are ready.":
    "Der Vorgang wurde abgebrochen oder hat zu lange gedauert. Nichts hat sich geändert; versuchen Sie es erneut, wenn Sie so weit sind.",
  "This browser cannot use passkeys or security keys of this kind. Try another browser or device.":
    "Dieser Browser kann Passkeys oder Sicherheitsschlüssel dieser Art nicht verwenden. Versuchen Sie es mit einem anderen Browser oder Gerät.",
  "Passkeys and security keys work only over a secure connection. Open this page with https://.":
    "Passkeys und Sicherheitsschlüssel funktionieren nur über eine sichere Verbindung. Öffnen Sie diese Seite mit https://.",
  "This passkey or security key is registered already. Use another one.":
    "Dieser Passkey oder Sicherheitsschlüssel ist schon registriert. Verwenden Sie einen anderen.",
  "This device cannot do what is asked for here, such as checking a PIN or fingerprint. Use another one.":
    "Dieses Gerät kann nicht, was hier verlangt wird, etwa eine PIN oder einen Fingerabdruck prüfen. Verwenden Sie ein anderes.",
  "Passkeys and security keys do not work at this address. Open the page at its usual address.":
    "Passkeys und Sicherheitsschlüssel funktionieren unter dieser Adresse nicht. Öffnen Sie die Seite unter ihrer üblichen Adresse.",
  "The passkey or security key could not be used. Nothing has changed; try again, or use another one.":
    "Der Passkey oder Sicherheitsschlüssel konnte nicht verwendet werden. Nichts hat sich geändert; versuchen Sie es erneut oder verwenden Sie einen anderen.",
};
