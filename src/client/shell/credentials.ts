import { msg } from "@lit/localize";
import type { Challenge } from "../../protocol/challenges.ts";

/** What a step wants of the two inputs that live in the form of the flow. */
export interface Credentials {
  /** `ask`: typed in here. `tell`: read-only, says whose turn it is. `none`: not shown. */
  readonly username: "ask" | "tell" | "none";
  /** `ask`: typed in here. `carry`: in the form for password managers, out of reach for others. `keep`: as it was. `none`: gone. */
  readonly password: "ask" | "carry" | "keep" | "none";
  readonly label: string;
  /** The input takes an email address and nothing else. */
  readonly email: boolean;
  /** The browser may suggest passkeys in place of the name. */
  readonly passkey: boolean;
  /** A name that this browser remembers may be put in. */
  readonly remembers: boolean;
  /** The name to show (`tell`) or to begin with (`ask`). */
  readonly name: string;
  readonly avatar: string;
  /** Where "Not you?" leads, or `""`. */
  readonly cancelUrl: string;
  readonly canReveal: boolean;
}

/** Steps without fields of their own that may stand between identification and password: the carried password survives them. */
const between: ReadonlySet<string> = new Set([
  "ak-stage-captcha",
  "ak-stage-dummy",
  "ak-stage-endpoint-agent",
  "xak-flow-frame",
]);

/** What the given challenge wants of them. */
export function credentialsFor(challenge: Challenge): Credentials {
  const none: Credentials = {
    username: "none",
    password: between.has(challenge.component) ? "keep" : "none",
    label: "",
    email: false,
    passkey: false,
    remembers: false,
    name: "",
    avatar: "",
    cancelUrl: challenge.flow_info?.cancel_url ?? "",
    canReveal: "allow_show_password" in challenge && challenge.allow_show_password,
  };
  if (challenge.component === "ak-stage-identification") {
    const fields = challenge.user_fields ?? [];
    const isSignIn = challenge.flow_designation !== "recovery" && challenge.flow_designation !== "enrollment";
    return {
      ...none,
      username: fields.length > 0 ? "ask" : "none",
      password: fields.length === 0 ? "none" : challenge.password_fields ? "ask" : isSignIn ? "carry" : "none",
      label: identifierLabel(fields),
      email: fields.length === 1 && fields[0] === "email",
      passkey: Boolean(challenge.passkey_challenge),
      remembers: challenge.enable_remember_me === true,
      name: challenge.pending_user_identifier ?? "",
    };
  }
  const password = challenge.component === "ak-stage-password" ? "ask" : none.password;
  if (!("pending_user" in challenge) || challenge.pending_user === "") return { ...none, password };
  return {
    ...none,
    username: "tell",
    password,
    label: msg("Account"),
    name: challenge.pending_user,
    avatar: challenge.pending_user_avatar.endsWith("user_default.png") ? "" : challenge.pending_user_avatar,
  };
}

/** "Email or username": the allowed ways to name an account, in a fixed order. */
function identifierLabel(fields: readonly string[]): string {
  if (fields.length === 1)
    return fields[0] === "email" ? msg("Email") : fields[0] === "upn" ? msg("UPN") : msg("Username");
  if (!fields.includes("upn")) return msg("Email or username");
  if (!fields.includes("username")) return msg("Email or UPN");
  return fields.includes("email") ? msg("Email, username or UPN") : msg("Username or UPN");
}
