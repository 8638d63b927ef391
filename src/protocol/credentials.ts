import type { Challenge } from "./challenges.ts";
import { asksName, identifierLabel, type Translate } from "./identification.ts";

/** What a step wants of the two inputs that live as long as the form of the flow: the account's name and the password. */
export interface Credentials {
  /** `ask`: typed in here. `tell`: read-only, says whose turn it is. `none`: not shown. */
  readonly username: "ask" | "tell" | "none";
  /** `ask`: typed in here. `carry`: in the form for password managers, out of reach for others. `keep`: as it was. `none`: gone. */
  readonly password: "ask" | "carry" | "keep" | "none";
  readonly label: string;
  /** `email`: the input takes an email address and nothing else. */
  readonly type: "email" | "text";
  /** With `webauthn` the browser may suggest passkeys in place of the name. */
  readonly autocomplete: "username" | "username webauthn";
  /** A name that this browser remembers may be put in. */
  readonly remembers: boolean;
  /** The name to show (`tell`) or to begin with (`ask`). */
  readonly name: string;
  readonly avatar: string;
  /** Where "Not you?" leads, or `""`. */
  readonly cancelUrl: string;
  readonly canReveal: boolean;
}

/** Names of the controls that belong to the form of the flow and not to a stage: both inputs, and the primary button. */
export const formControls: ReadonlySet<string> = new Set(["uidField", "username", "password", "continue"]);

/** Steps without fields of their own that may stand between identification and password: the carried password survives them. */
const between: ReadonlySet<string> = new Set([
  "ak-stage-captcha",
  "ak-stage-dummy",
  "ak-stage-endpoint-agent",
  "xak-flow-frame",
]);

/** What the given challenge wants of them. */
export function credentialsFor(challenge: Challenge, text: Translate): Credentials {
  const none: Credentials = {
    username: "none",
    password: between.has(challenge.component) ? "keep" : "none",
    label: "",
    type: "text",
    autocomplete: "username",
    remembers: false,
    name: "",
    avatar: "",
    cancelUrl: challenge.flow_info?.cancel_url ?? "",
    canReveal: "allow_show_password" in challenge && challenge.allow_show_password,
  };
  if (challenge.component === "ak-stage-identification") {
    const fields = challenge.user_fields ?? [];
    const asks = asksName(challenge);
    const isSignIn = challenge.flow_designation !== "recovery" && challenge.flow_designation !== "enrollment";
    return {
      ...none,
      username: asks ? "ask" : "none",
      password: asks && challenge.password_fields ? "ask" : asks && isSignIn ? "carry" : "none",
      label: identifierLabel(fields, text),
      type: fields.length === 1 && fields[0] === "email" ? "email" : "text",
      autocomplete: challenge.passkey_challenge ? "username webauthn" : "username",
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
    label: text("Account"),
    name: challenge.pending_user,
    avatar: challenge.pending_user_avatar.endsWith("user_default.png") ? "" : challenge.pending_user_avatar,
  };
}
