/** What the page tells whoever keeps passkeys; WebAuthn Level 3 §5.1.10. It is not in every browser, nor in TypeScript's library. */
interface Signals {
  readonly signalUnknownCredential?: (options: { rpId: string; credentialId: string }) => Promise<void>;
}

/** Says that the site does not know a passkey, so that it is not offered any more. A browser that cannot take it is none the wiser. */
export async function signalUnknownCredential(rpId: string, credentialId: string): Promise<void> {
  try {
    await (window.PublicKeyCredential as Signals).signalUnknownCredential?.({ rpId, credentialId });
  } catch (cause) {
    console.warn(cause); // It was a favour to the passkey's keeper, and nobody waits for it.
  }
}
