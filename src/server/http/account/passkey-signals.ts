import { html, type Html, trustedHtml } from "../../../page/html.ts";
import { passkeyUserId, relyingPartyId, webAuthnDataIn } from "../../stages/authenticators/webauthn-ceremony.ts";
import { type AccountVisit, accountPath } from "./account-visit.ts";

/** The account's page, where a passkey has just been removed: it may have been the last. */
export const afterRemovedPasskey = `${accountPath}?passkeys`;

const script = `
const { list, details } = JSON.parse(document.currentScript.dataset.passkeys);
const keepers = window.PublicKeyCredential;
keepers?.signalAllAcceptedCredentials?.(list).catch(() => undefined);
keepers?.signalCurrentUserDetails?.(details).catch(() => undefined);
`;

/**
 * Tells whoever keeps passkeys for this browser which of them the account still has, and what it is called now (WebAuthn Level 3 §5.1.10), so
 * that removed ones are not offered any more. Nothing waits for it, and nothing depends on it.
 */
export function passkeySignals({ routes, user, request, c }: AccountVisit, nonce: string): Html | undefined {
  const passkeys = routes.services.store.devices
    .listByUser(user.pk)
    .filter(({ deviceClass }) => deviceClass === "webauthn");
  if (passkeys.length === 0 && c.req.query("passkeys") === undefined) return undefined;
  const whose = { rpId: relyingPartyId(request), userId: passkeyUserId(user) };
  const list = { ...whose, allAcceptedCredentialIds: passkeys.map(({ data }) => webAuthnDataIn(data).credentialId) };
  const details = { ...whose, name: user.username, displayName: user.name || user.username };
  return html`<script nonce="${nonce}" data-passkeys="${JSON.stringify({ list, details })}">${trustedHtml(script)}</script>`;
}
