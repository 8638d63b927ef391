/** A virtual authenticator (WebAuthn domain of the DevTools protocol) of the platform's kind, which keeps passkeys and has somebody who touches it at once. */
export const platformAuthenticator = {
  protocol: "ctap2",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;
