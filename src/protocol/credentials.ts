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
const between = /^(ak-stage-(captcha|dummy|endpoint-agent)|xak-flow-frame)$/;

/**
 * A form with new passwords and nothing in it that the account goes by: password managers save them under the name that stands beside
 * them, and with none they save nothing, or a record without a name.
 */
export function lacksAccount(challenge: Challenge): boolean {
  if (challenge.component !== "ak-stage-prompt" || "pending_user" in challenge) return false;
  // Servers that have no fields to ask for have been seen to say `null`.
  const fields = challenge.fields as typeof challenge.fields | null;
  const types = new Set(fields?.map(({ type }) => type));
  return types.has("password") && !types.has("username") && !types.has("email");
}

/** What the given challenge wants of them. */
export function credentialsFor(challenge: Challenge, text: Translate): Credentials {
  const none: Credentials = {
    username: "none",
    password: between.test(challenge.component) ? "keep" : "none",
    label: "",
    type: "text",
    remembers: false,
    name: "",
    avatar: "",
    cancelUrl: challenge.flow_info?.cancel_url ?? "",
    canReveal: "allow_show_password" in challenge && challenge.allow_show_password,
  };
  if (challenge.component === "ak-stage-identification") {
    const { user_fields: fields } = challenge;
    const asks = asksName(challenge);
    const isSignIn = challenge.flow_designation !== "recovery" && challenge.flow_designation !== "enrollment";
    return {
      ...none,
      username: asks ? "ask" : "none",
      password: asks && challenge.password_fields ? "ask" : asks && isSignIn ? "carry" : "none",
      label: identifierLabel(fields ?? [], text),
      type: fields?.join() === "email" ? "email" : "text",
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
