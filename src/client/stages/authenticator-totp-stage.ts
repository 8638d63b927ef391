import { msg } from "@lit/localize";
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { AnswerField, AnswerOf } from "../../protocol/challenges.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import { copyText, selectText } from "../platform/clipboard.ts";
import { CodeEntry } from "../ui/controllers/code-entry.ts";
import { StageElement } from "../ui/stage-element.ts";
import { authenticatorStyles } from "../ui/styles/authenticator.styles.ts";
import { actions } from "../ui/templates/actions.ts";
import { bareCode, codeField } from "../ui/templates/code-field.ts";
import { errorsOf } from "../ui/templates/field.ts";
import { withErrorsAt, withFormErrorsAt } from "../ui/text/form-errors.ts";
import { grouped } from "../ui/text/grouped.ts";
import { qrCode, type QrModules } from "../ui/templates/qr-code.ts";

/** Sets up an authenticator app: a QR code, the same key to type in, and the first code of the app as proof. */
export class AuthenticatorTotpStage extends StageElement<"ak-stage-authenticator-totp"> {
  static override properties: PropertyDeclarations = {
    modules: { state: true },
    status: { state: true },
  };

  declare private modules: QrModules | undefined;
  declare private status: string;
  readonly #entry = new CodeEntry(this);
  #drawn = "";

  constructor() {
    super();
    this.status = "";
    authenticatorStyles(this);
  }

  override get heading(): string {
    return msg("Set up your authenticator app");
  }

  override get intro(): string {
    return msg("Scan the QR code with the app, then type in the code that the app shows.");
  }

  override get fieldNames(): readonly AnswerField<"ak-stage-authenticator-totp">[] {
    return ["code"];
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("challenge")) void this.#draw();
  }

  protected override render(): TemplateResult {
    const uri = this.challenge.config_url;
    const secret = secretOf(uri);
    return html`<div class="ak-scene" ?hidden=${!uri}>
        ${qrCode(this.modules, msg("QR code for your authenticator app. The same key stands below, to type in."))}
        ${
          uri.startsWith("otpauth://")
            ? html`<a class="ak-text-button ak-on-phones" href=${uri}>${msg("Open in the authenticator app")}</a>`
            : nothing
        }
        <div ?hidden=${!secret}>
          <p class="ak-hint" id="ak-secret-label">${msg("Or type this key into the app:")}</p>
          <code class="ak-secret" dir="ltr" translate="no" aria-labelledby="ak-secret-label">${grouped(secret)}</code>
        </div>
        <button class="ak-text-button" type="button" ?hidden=${!secret} @click=${this.#onCopy}>${msg("Copy key")}</button>
        <p class="ak-hint" role="status" ?hidden=${!this.status}>${this.status}</p>
      </div>
      ${codeField({
        label: msg("Code from the app"),
        errors: errorsOf(withErrorsAt(this.challenge, "code"), "code"),
        entry: this.#entry,
      })}
      ${actions(withFormErrorsAt(this, "code"), msg("Continue"))}
      <input
        class="ak-for-managers"
        type="text"
        name="otp_uri"
        aria-hidden="true"
        .value=${uri}
        readonly
        tabindex="-1"
        autocomplete="off"
      />`;
  }

  override answer(data: FormData): AnswerOf<"ak-stage-authenticator-totp"> {
    return { code: bareCode(data) };
  }

  /** The library for QR codes comes when there is one to draw. */
  async #draw(): Promise<void> {
    const uri = this.challenge.config_url;
    if (uri === this.#drawn) return;
    this.#drawn = uri;
    try {
      const { encode } = await import("uqr");
      const { data } = encode(uri, { border: 0 });
      if (this.challenge.config_url === uri) this.modules = data;
    } catch (cause) {
      console.warn(cause);
      this.status = msg("The QR code could not be drawn. Type the key into the app instead.");
    }
  }

  readonly #onCopy = async (): Promise<void> => {
    const isCopied = await copyText(secretOf(this.challenge.config_url));
    const secret = this.querySelector(".ak-secret");
    if (!isCopied && secret) selectText(secret);
    this.status = isCopied
      ? msg("Key copied.")
      : msg("The browser does not let this page copy. The key is selected; copy it from there.");
  };
}

/** The key in an address for authenticator apps, or `""`. */
function secretOf(uri: string): string {
  return parseUrl(uri)?.searchParams.get("secret") ?? "";
}

customElements.define("ak-stage-authenticator-totp", AuthenticatorTotpStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-authenticator-totp": AuthenticatorTotpStage;
  }
}
