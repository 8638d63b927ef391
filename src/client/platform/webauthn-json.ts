/**
 * Options and credentials as JSON, WebAuthn Level 3 §5.1.8 to §5.1.10. The browser's own methods where it has them; the same by hand
 * where it has none, or where a password manager has put an object of its own in the credential's place.
 */

/** A credential as it travels. */
export type CredentialJson = Record<string, unknown>;

type DescriptorJson = Omit<PublicKeyCredentialDescriptor, "id"> & { readonly id: string };

type CreationJson = Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & {
  readonly challenge: string;
  readonly user: Omit<PublicKeyCredentialUserEntity, "id"> & { readonly id: string };
  readonly excludeCredentials?: readonly DescriptorJson[];
};

type RequestJson = Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & {
  readonly challenge: string;
  readonly allowCredentials?: readonly DescriptorJson[];
};

/** @throws when the JSON holds no options */
export function parseCreationOptions(json: unknown): PublicKeyCredentialCreationOptions {
  const { PublicKeyCredential: native } = window;
  if ("parseCreationOptionsFromJSON" in native)
    return native.parseCreationOptionsFromJSON(json as PublicKeyCredentialCreationOptionsJSON);
  const { challenge, user, excludeCredentials = [], ...rest } = json as CreationJson;
  return {
    ...rest,
    challenge: decode(challenge),
    user: { ...user, id: decode(user.id) },
    excludeCredentials: excludeCredentials.map(descriptor),
  };
}

/** @throws when the JSON holds no options */
export function parseRequestOptions(json: unknown): PublicKeyCredentialRequestOptions {
  const { PublicKeyCredential: native } = window;
  if ("parseRequestOptionsFromJSON" in native)
    return native.parseRequestOptionsFromJSON(json as PublicKeyCredentialRequestOptionsJSON);
  const { challenge, allowCredentials = [], ...rest } = json as RequestJson;
  return { ...rest, challenge: decode(challenge), allowCredentials: allowCredentials.map(descriptor) };
}

/** What the server gets to see of a credential. */
export function credentialJson(credential: PublicKeyCredential): CredentialJson {
  try {
    if ("toJSON" in credential) return { ...credential.toJSON() };
  } catch {
    // The object of a password manager that only looks like one of the browser's: by hand, then.
  }
  const { id, rawId, type, response } = credential;
  const buffers: Record<string, unknown> = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value: unknown = Reflect.get(response, name);
    if (value instanceof ArrayBuffer) buffers[name] = encode(value);
  }
  // How the authenticator can be reached next time. Registrations tell, where the browser can.
  if ("getTransports" in response)
    buffers["transports"] = (response as AuthenticatorAttestationResponse).getTransports();
  return { id, rawId: encode(rawId), type, response: buffers, clientExtensionResults: {} };
}

function descriptor({ id, ...rest }: DescriptorJson): PublicKeyCredentialDescriptor {
  return { ...rest, id: decode(id) };
}

/** From base64url, RFC 4648 §5, with or without padding. */
function decode(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function encode(buffer: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
