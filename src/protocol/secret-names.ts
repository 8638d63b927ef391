/** Names under which passwords, one-time codes, tokens and keys travel, in any case; rather one too many than `apikey` shown. */
const secret = /pass(word|phrase|code)|secret|token|credential|otp|signature|(code|key|pin)s?$/i;
/** Names that look like one of those and are none: primary keys of prompts, methods of signing in, public keys of captchas. */
const harmless = /^(field_key|site_key|password_fields|auth_method|user_backend)$/;

/** Whether what goes by this name is better not shown, judged by the name alone. */
export function isSecretName(name: string): boolean {
  const last = name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf("/")) + 1);
  return secret.test(last) && !harmless.test(last);
}
