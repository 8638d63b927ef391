import { readHostConfig } from "./host-config.ts";

/** What new passwords have to be like here, as far as the page's server has told. */
export interface PasswordRules {
  /** In the language of the `passwordrules` attribute, which password managers read; `""` where nothing is known. */
  readonly text: string;
  /** Characters; 0 where nothing is known. */
  readonly minLength: number;
}

export function passwordRules(): PasswordRules {
  const text = readHostConfig().passwordRules ?? "";
  return { text, minLength: Number(/\bminlength:\s*(\d+)/i.exec(text)?.[1] ?? 0) };
}
