import { msg } from "@lit/localize";
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from "lit";
import { stageSheet } from "../../ui/stage-sheet.ts";

const sheet = stageSheet(css`
  @layer flow.stage {
    .ak-accounts {
      display: grid;
      gap: 0.5rem;
      margin-block-end: 1rem;
    }

    .ak-accounts h2 {
      margin: 0;
      font-size: 1rem;
      font-weight: 500;
    }

    .ak-accounts ul {
      display: grid;
      margin: 0;
      padding: 0;
      border: 1px solid var(--ak-line);
      border-radius: var(--ak-radius);
      list-style: none;
    }

    .ak-accounts li + li {
      border-block-start: 1px solid var(--ak-line);
    }

    .ak-accounts button {
      inline-size: 100%;
      min-block-size: 3rem;
      padding: 0.5rem 0.875rem;
      border: 0;
      border-radius: var(--ak-radius);
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      overflow-wrap: anywhere;
      cursor: pointer;
    }

    .ak-accounts button:hover {
      background: color-mix(in oklab, var(--ak-text) 6%, transparent);
    }

    .ak-accounts .ak-forget {
      inline-size: auto;
      justify-self: start;
      min-block-size: 2.75rem;
      padding: 0;
      color: var(--ak-accent);
      font-size: 0.875rem;
      font-weight: 500;
    }
  }
`);

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
    sheet(this);
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
            html`<li><button type="button" value=${name} @click=${this.#onChoose}><bdi>${name}</bdi></button></li>`,
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
