/** What the WebOTP API gives; it is not in TypeScript's library, because only some browsers on phones have it. */
interface OtpCredential extends Credential {
  readonly code: string;
}

/**
 * The code out of a text message that is meant for this page, where the browser can tell; WebOTP API §2. The browser asks its person first.
 *
 * @returns `""` where it cannot, or where somebody says no
 */
export async function receiveMessageCode(signal: AbortSignal): Promise<string> {
  if (!("OTPCredential" in window)) return "";
  const options: CredentialRequestOptions & { otp: { transport: string[] } } = { otp: { transport: ["sms"] }, signal };
  try {
    const credential = (await navigator.credentials.get(options)) as OtpCredential | null;
    return credential?.code ?? "";
  } catch {
    return ""; // The person types it in.
  }
}
