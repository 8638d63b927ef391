import { html, nothing, type TemplateResult } from "lit";
import { safeLink } from "../../../protocol/safe-link.ts";

export interface QuietLink {
  readonly href: string;
  readonly text: string;
  /** A stable name for tests and scripts. */
  readonly name: string;
}

/** The links below the primary button; empty places are skipped. */
export function quietLinks(links: readonly (QuietLink | undefined | false | "")[]): TemplateResult | typeof nothing {
  const present = links.filter((link) => !!link);
  if (present.length === 0) return nothing;
  return html`<p class="ak-links">
    ${present.map(({ href, text, name }) => html`<a href=${safeLink(href) ?? nothing} data-link=${name}>${text}</a>`)}
  </p>`;
}
