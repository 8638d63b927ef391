import type { HostConfig } from "../../protocol/host-config.ts";

/**
 * Language tags, the most wanted first: what the address says, what somebody has chosen, what the server says, what the browser is set to; English at last.
 * Which of them there are is found out later: the list is long, and most people need none but the first.
 */
export function wantedLanguages(query: string, { locale, brand }: HostConfig): [string, ...string[]] {
  const asked = /\blocale=([\w-]+)/.exec(query)?.[1];
  return [asked, chosenLanguage(), locale, brand?.default_locale, ...navigator.languages, "en"].filter(Boolean) as [
    string,
    ...string[],
  ];
}

/** The language that somebody has chosen in this browser. */
export function chosenLanguage(): string | undefined {
  return /\bauthentik_language=([\w-]+)/.exec(document.cookie)?.[1];
}
