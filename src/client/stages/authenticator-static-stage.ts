import { msg, str } from "@lit/localize";
import { html, type PropertyDeclarations, type TemplateResult } from "lit";
import type { AnswerOf } from "../../protocol/challenges.ts";
import { copyText, selectText } from "../platform/clipboard.ts";
import { downloadText, printPage } from "../platform/save-text.ts";
import { StageElement } from "../ui/stage-element.ts";
import { authenticatorStyles } from "../ui/styles/authenticator.styles.ts";
import { wideCardStyles } from "../ui/styles/wide-card.styles.ts";
import { actions } from "../ui/templates/actions.ts";
import { grouped } from "../ui/text/grouped.ts";

/** Hands out recovery codes, and goes on only when they are somewhere safe. */
export class AuthenticatorStaticStage extends StageElement<"ak-stage-authenticator-static"> {
  static override properties: PropertyDeclarations = { status: { state: true } };

  declare private status: string;

  constructor() {
    super();
    this.status = "";
    authenticatorStyles(this);
    wideCardStyles(this);
  }

  override get heading(): string {
    return msg("Save your recovery codes");
  }

  override get intro(): string {
    return msg("Each code signs you in once when you cannot use your other devices. They are shown only now.");
  }

  protected override render(): TemplateResult {
    if (this.challenge.codes.length === 0) return actions(this, msg("Continue"));
    return html`<ul class="ak-codes" dir="ltr" translate="no">
        ${this.challenge.codes.map((code) => html`<li><code>${grouped(code)}</code></li>`)}
      </ul>
      <p class="ak-links ak-keep">
        <button class="ak-text-button" type="button" @click=${this.#onCopy}>${msg("Copy")}</button>
        <button class="ak-text-button" type="button" @click=${this.#onDownload}>${msg("Download")}</button>
        <button class="ak-text-button" type="button" @click=${printPage}>${msg("Print")}</button>
      </p>
      <p class="ak-hint" role="status" ?hidden=${!this.status}>${this.status}</p>
      <div>
        <label class="ak-check">
          <input type="checkbox" id="ak-saved" name="saved" required aria-describedby="ak-saved-check" />
          <span>${msg("I have saved these codes")}</span>
        </label>
        <p class="ak-error" id="ak-saved-check" role="alert" hidden></p>
      </div>
      ${actions(this, msg("Continue"))}`;
  }

  override answer(): AnswerOf<"ak-stage-authenticator-static"> {
    return {};
  }

  get #text(): string {
    return this.challenge.codes.join("\n") + "\n";
  }

  readonly #onCopy = async (): Promise<void> => {
    const isCopied = await copyText(this.#text);
    const list = this.querySelector(".ak-codes");
    if (!isCopied && list) selectText(list);
    this.status = isCopied
      ? msg("Codes copied.")
      : msg("The browser does not let this page copy. The codes are selected; copy them from there.");
  };

  readonly #onDownload = (): void => {
    const user = this.challenge.pending_user;
    const title = user ? msg(str`Recovery codes for ${user}`) : msg("Recovery codes");
    downloadText("recovery-codes.txt", `${title}\n\n${this.#text}`);
    this.status = msg("Codes downloaded as recovery-codes.txt.");
  };
}

customElements.define("ak-stage-authenticator-static", AuthenticatorStaticStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-authenticator-static": AuthenticatorStaticStage;
  }
}
