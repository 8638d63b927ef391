import { msg } from "@lit/localize";
import { html, LitElement, type PropertyDeclarations, type TemplateResult } from "lit";
import { accountChooserStyles } from "./account-chooser.styles.ts";

/** Somebody has chosen an account. */
export class AccountChooseEvent extends Event {
  static readonly type = "ak-account-choose";
  readonly name: string;

  constructor(name: string) {
    super(AccountChooseEvent.type);
    this.name = name;
  }
}

/** The accounts are to be forgotten. */
export class AccountsForgetEvent extends Event {
  static readonly type = "ak-accounts-forget";

  constructor() {
    super(AccountsForgetEvent.type);
  }
}

/**
 * Offers the accounts that this browser knows, above the form in which another one can be named.
 *
 * @fires {AccountChooseEvent} ak-account-choose - somebody has chosen one
 * @fires {AccountsForgetEvent} ak-accounts-forget - they are to be forgotten
 */
export class AccountChooser extends LitElement {
  static override properties: PropertyDeclarations = { names: { attribute: false } };

  declare names: readonly string[];

  constructor() {
    super();
    this.names = [];
    accountChooserStyles(this);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<section class="ak-accounts" aria-labelledby="ak-accounts">
      <h2 id="ak-accounts">${msg("Choose an account")}</h2>
      <ul>
        ${this.names.map(
          (name) =>
            html`<li><button type="button" value=${name} @click=${this.#onChoose}><bdi translate="no">${name}</bdi></button></li>`,
        )}
      </ul>
      <button class="ak-forget" type="button" @click=${this.#onForget}>${msg("Forget these accounts")}</button>
      <p class="ak-or">${msg("Use another account")}</p>
    </section>`;
  }

  #onChoose(event: Event): void {
    if (event.currentTarget instanceof HTMLButtonElement) {
      this.dispatchEvent(new AccountChooseEvent(event.currentTarget.value));
    }
  }

  #onForget(): void {
    this.dispatchEvent(new AccountsForgetEvent());
  }
}

customElements.define("ak-account-chooser", AccountChooser);

declare global {
  interface HTMLElementEventMap {
    "ak-account-choose": AccountChooseEvent;
    "ak-accounts-forget": AccountsForgetEvent;
  }
  interface HTMLElementTagNameMap {
    "ak-account-chooser": AccountChooser;
  }
}
