import type { ChallengeOf } from "./challenges.ts";

type Identification = ChallengeOf<"ak-stage-identification">;

/** Says an English sentence in the language of whoever reads it. */
export type Translate = (sentence: string) => string;

/** There is a way to say who one is. */
export function canIdentify(challenge: Identification): boolean {
  return (
    asksName(challenge) || !!challenge.sources?.length || !!challenge.passwordless_url || !!challenge.passkey_challenge
  );
}

/** The account's name is typed in here. */
export function asksName({ user_fields: fields }: Identification): boolean {
  return Boolean(fields?.length);
}

/** Where a passkey does it here, a flow of its own for that is no other way. */
export function passwordlessUrl({
  passkey_challenge: passkey,
  passwordless_url: url,
}: Identification): string | undefined {
  return passkey ? undefined : url;
}

/** What stands below the button is a choice of its own. */
export function offersOthers(challenge: Identification): boolean {
  return asksName(challenge) && Boolean(passwordlessUrl(challenge) || challenge.sources?.length);
}

/**
 * The sentence between title and fields, or `""`.
 *
 * @param welcome the sentence that names the application somebody is on their way to
 */
export function identificationIntro(
  challenge: Identification,
  text: Translate,
  welcome: (application: string) => string,
): string {
  const { application_pre: application } = challenge;
  if (challenge.flow_designation === "recovery") {
    return text("Enter the email address or username of your account, and we help you get back in.");
  }
  if (!canIdentify(challenge))
    return text("Nobody has set up a way to sign in here yet. Your administrator can do that.");
  if (!asksName(challenge)) return text("Choose one of the options below to continue.");
  return application ? welcome(application) : "";
}

/** "Email or username": the allowed ways to name an account, in a fixed order. */
export function identifierLabel(fields: readonly string[], text: Translate): string {
  if (fields.length === 1)
    return fields[0] === "email" ? text("Email") : fields[0] === "upn" ? text("UPN") : text("Username");
  if (!fields.includes("upn")) return text("Email or username");
  if (!fields.includes("username")) return text("Email or UPN");
  return fields.includes("email") ? text("Email, username or UPN") : text("Username or UPN");
}
