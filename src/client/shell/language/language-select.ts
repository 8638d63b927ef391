import { msg } from "@lit/localize";
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { ownNames } from "../../../protocol/locales/compiled/language-names.gen.ts";
import { directions, type Locale } from "../../../protocol/locales/locales.ts";
import { languageSelectStyles } from "./language-select.styles.ts";

/** Somebody has chosen a language. */
export class LanguageChangeEvent extends Event {
  static readonly type = "ak-language-change";
  readonly locale: Locale;

  constructor(locale: Locale) {
    super(LanguageChangeEvent.type);
    this.locale = locale;
  }
}

/**
 * Offers the languages that there are, each by its own name.
 *
 * @fires {LanguageChangeEvent} ak-language-change - somebody has chosen one
 */
export class LanguageSelect extends LitElement {
  static override properties: PropertyDeclarations = { locale: { attribute: false } };

  /** The one that the page speaks; nothing shows before it does. */
  declare locale: Locale | undefined;

  constructor() {
    super();
    this.locale = undefined;
    languageSelectStyles(this);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.locale) return nothing;
    return html`<section aria-label=${msg("Language")}>
      <label for="ak-language">${msg("Language")}</label>
      <select id="ak-language" .value=${this.locale} @change=${this.#onChange}>
        ${(Object.keys(ownNames) as Locale[]).map(
          (locale) =>
            html`<option value=${locale} lang=${locale} dir=${directions[locale]} ?selected=${locale === this.locale}>
              ${ownNames[locale]}
            </option>`,
        )}
      </select>
    </section>`;
  }

  #onChange(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const chosen = event.target.value as Locale;
    this.locale = chosen;
    this.dispatchEvent(new LanguageChangeEvent(chosen));
  }
}

customElements.define("ak-language-select", LanguageSelect);

declare global {
  interface HTMLElementEventMap {
    "ak-language-change": LanguageChangeEvent;
  }
  interface HTMLElementTagNameMap {
    "ak-language-select": LanguageSelect;
  }
}
