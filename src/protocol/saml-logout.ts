import type { ChallengeOf } from "./challenges.ts";

type NativeLogout = ChallengeOf<"ak-provider-saml-native-logout">;
type LogoutUrl = NonNullable<ChallengeOf<"ak-provider-iframe-logout">["logout_urls"]>[number];

/** What two of the fields are called before 2026.5. */
interface EarlierNames {
  readonly binding?: string | null;
  readonly relay_state?: string | null;
}

/** How an application is told that somebody signs out (SAML 2.0 Single Logout). */
export interface SamlLogout {
  /** Sent as a form; otherwise the address has it all. */
  readonly posted: boolean;
  readonly values: Readonly<Record<string, string>>;
}

/** Reads a step, or one of the applications of a step, in the shape of any release. */
export function samlLogout(wire: NativeLogout | LogoutUrl): SamlLogout {
  const { binding, relay_state: earlierState } = wire as EarlierNames;
  const { saml_binding: samlBinding } = wire as Pick<NativeLogout, "saml_binding">;
  const { saml_request: request, saml_response: response, saml_relay_state: state = earlierState } = wire;
  return {
    posted: (samlBinding ?? binding) === "post",
    values: {
      ...(request && { SAMLRequest: request }),
      ...(response && { SAMLResponse: response }),
      ...(state && { RelayState: state }),
    },
  };
}
