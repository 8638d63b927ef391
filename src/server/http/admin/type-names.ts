import { sentence } from "../../../protocol/locales/words.ts";
import { verboseName } from "../../engine/type-names.ts";
import type { Wording } from "../../engine/wording.ts";
import type { PageWords } from "../page-words.ts";
import { choiceName } from "./choice-names.ts";

const names: ReadonlySet<string> = new Set([
  ...[sentence("Captcha Stage"), sentence("Consent Stage"), sentence("Deny Stage"), sentence("Dummy Stage")],
  ...[sentence("Email Stage"), sentence("Identification Stage"), sentence("Invitation Stage")],
  ...[sentence("Password Stage"), sentence("Prompt Stage"), sentence("Redirect Stage"), sentence("Source Stage")],
  ...[sentence("User Delete Stage"), sentence("User Login Stage"), sentence("User Logout Stage")],
  ...[sentence("User Write Stage"), sentence("Scripted Stage"), sentence("Authenticator Validation Stage")],
  ...[sentence("Email Authenticator Setup Stage"), sentence("SMS Authenticator Setup Stage")],
  ...[sentence("Static Authenticator Setup Stage"), sentence("TOTP Authenticator Setup Stage")],
  sentence("WebAuthn Authenticator Setup Stage"),
  ...[sentence("Dummy Policy"), sentence("Event Matcher Policy"), sentence("Expiry Policy")],
  ...[sentence("Expression Policy"), sentence("Geoip Policy"), sentence("Password Policy")],
  ...[sentence("Reputation Policy"), sentence("Unique Password Policy")],
]);

/** What people call a type of stage or policy, by the name of its model. Its identifier is the same in all languages. */
export function typeName(model: string, { text }: Pick<PageWords, "text">): string {
  const name = verboseName(model);
  return names.has(name) ? text(name) : name;
}

/** How these pages put into words what the engine knows. */
export function wordingOf(words: PageWords): Wording {
  const { text, list, locale } = words;
  return {
    text,
    list,
    number: (count) => new Intl.NumberFormat(locale).format(count),
    typeName: (model) => typeName(model, words),
    choice: (value) => (locale === "en" ? value : choiceName(value, words)),
  };
}
