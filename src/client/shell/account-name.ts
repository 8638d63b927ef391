import type { Challenge } from "../../protocol/challenges.ts";
import type { ApiClient } from "../flow/api-client.ts";
import { fetchSignedInName } from "../flow/fetch-signed-in-name.ts";
import { pageQuery } from "../platform/environment.ts";
import { readHostConfig } from "../platform/host-config.ts";

/** Milliseconds that a form waits for the name; it does not need it to be filled in. */
const patience = 2000;

/**
 * A challenge that does not say whose it is, with the account's name, so that the form tells it to people and to password managers.
 *
 * @param known the name by which the account goes in this flow, or `""`: then it is that of who is signed in
 */
export async function withAccount<C extends Challenge>(challenge: C, known: string, api: ApiClient): Promise<C> {
  const name = known || (await signedInName(api));
  return name ? { ...challenge, pending_user: name, pending_user_avatar: "" } : challenge;
}

async function signedInName(api: ApiClient): Promise<string> {
  const { account } = readHostConfig();
  // Whoever comes with a link is not signed in yet.
  if (account !== undefined || /(^|&)flow_token=/.test(pageQuery())) return account ?? "";
  return fetchSignedInName(api, AbortSignal.timeout(patience));
}
