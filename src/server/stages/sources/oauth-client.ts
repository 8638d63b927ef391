import { sentence } from "../../../protocol/locales/words.ts";
import * as oauth from "oauth4webapi";
import { isJsonObject } from "../../store/json-value.ts";
import type { Services } from "../../engine/services.ts";
import { type OauthSource, sourceUrl } from "./oauth-source-model.ts";
import type { UrlName } from "./provider-types.ts";

/** What the provider says about somebody. */
export interface Profile {
  /** Never changes, and means one account at this provider. */
  readonly identifier: string;
  readonly username: string | undefined;
  readonly name: string;
  readonly email: string;
  /** Whether the provider says that the address is theirs. */
  readonly isEmailVerified: boolean;
}

/** What one sign-in at a provider has to remember until it comes back. */
export interface OauthAttempt {
  /** Slug of the source. */
  readonly source: string;
  readonly state: string;
  /** RFC 7636. */
  readonly verifier: string;
}

/** The provider did not do what it should; the message is for people. */
export class OauthError extends Error {
  override readonly name = "OauthError";
}

/** A new attempt, and where it begins. */
export async function beginOauth(source: OauthSource, redirectUri: string): Promise<OauthAttempt & { url: string }> {
  const state = oauth.generateRandomState();
  const verifier = oauth.generateRandomCodeVerifier();
  const url = new URL(urlOf(source, "authorization_url"), redirectUri);
  const scope = ["openid", "email", "profile", ...source.additional_scopes.split(" ")].filter(Boolean).join(" ");
  const parameters = {
    client_id: source.consumer_key,
    response_type: "code",
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { source: source.slug, state, verifier, url: url.href };
}

/**
 * Takes what the provider sent the browser back with, and asks who it is.
 *
 * @param returned the address the browser came back to
 * @throws OauthError when the provider refused, or what it says does not fit
 */
export async function finishOauth(
  source: OauthSource,
  attempt: OauthAttempt,
  { returned, redirectUri }: { returned: URL; redirectUri: string },
  fetch: Services["fetch"],
): Promise<Profile> {
  // Paths are the server's own, and http is for its own and for local providers: whoever sets a source up decides.
  const options = {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (url: string, init: oauth.CustomFetchOptions<string, URLSearchParams | undefined>) =>
      fetch(ownPath(url), init as RequestInit),
  };
  const server: oauth.AuthorizationServer = {
    issuer: absolute("", redirectUri),
    token_endpoint: absolute(urlOf(source, "access_token_url"), redirectUri),
    userinfo_endpoint: absolute(urlOf(source, "profile_url"), redirectUri),
  };
  const client: oauth.Client = { client_id: source.consumer_key };
  try {
    const parameters = oauth.validateAuthResponse(server, client, returned, attempt.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(source.consumer_secret),
      parameters,
      redirectUri,
      attempt.verifier,
      options,
    );
    const { access_token: token } = await oauth.processGenericTokenEndpointResponse(server, client, response);
    const info = await oauth.userInfoRequest(server, client, token, options);
    return profileFrom(await info.json());
  } catch (cause) {
    if (cause instanceof OauthError) throw cause;
    throw new OauthError(reasonOf(cause), { cause });
  }
}

function profileFrom(claims: unknown): Profile {
  if (!isJsonObject(claims)) throw new OauthError(sentence("The provider did not say who you are."));
  const claim = (name: string): string | undefined => {
    const value = claims[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const identifier = claim("sub") ?? claim("id");
  if (identifier === undefined) throw new OauthError(sentence("The provider did not say who you are."));
  return {
    identifier,
    username: claim("preferred_username") ?? claim("nickname"),
    name: claim("name") ?? "",
    email: claim("email") ?? "",
    isEmailVerified: claims.email_verified === true,
  };
}

/** What the provider says itself, where it does. */
function reasonOf(error: unknown): string {
  if (error instanceof oauth.AuthorizationResponseError) {
    return error.error === "access_denied"
      ? sentence("Access was denied at the provider.")
      : sentence("The provider refused to say who you are. Try again, or choose another way to sign in.");
  }
  return sentence("The provider could not be asked who you are.");
}

/** What people are told of a source that lacks addresses. */
export const notSetUp = sentence("This way to sign in is not set up yet. Choose another one.");

/** @throws OauthError for a source that only says where its addresses could be looked up */
function urlOf(source: OauthSource, name: UrlName): string {
  const url = sourceUrl(source, name);
  if (url === undefined) throw new OauthError(notSetUp);
  return url;
}

/** Marks addresses of this very server, which need no network. */
const ownOrigin = "http://own.invalid";

function absolute(url: string, base: string): string {
  if (url === "") return new URL(base).origin;
  return url.startsWith("/") ? ownOrigin + url : url;
}

function ownPath(url: string): string {
  return url.startsWith(ownOrigin) ? url.slice(ownOrigin.length) : url;
}
