import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { AnswerField, AnswerOf, ChallengeOf } from "../../protocol/challenges.ts";
import {
  asksName,
  canIdentify,
  identificationIntro,
  offersOthers,
  passwordlessUrl,
} from "../../protocol/identification.ts";
import { safeLink } from "../../protocol/safe-link.ts";
import { fieldText } from "../flow/form-answer.ts";
import { rememberAccount, rememberedAccount } from "../platform/remembered-account.ts";
import { StageElement } from "../ui/stage-element.ts";
import { actions, problemBar } from "../ui/templates/actions.ts";
import { wayOut } from "../ui/templates/notice.ts";
import { quietLinks } from "../ui/templates/quiet-links.ts";

/** Asks who somebody is, and with an embedded password stage for the password too. Both inputs belong to the form of the flow. */
export class IdentificationStage extends StageElement<"ak-stage-identification"> {
  static prepare({
    sources,
    captcha_stage: captcha,
  }: ChallengeOf<"ak-stage-identification">): Promise<unknown> | undefined {
    const parts: Promise<unknown>[] = [];
    if (sources?.length) parts.push(import("../ui/login-sources.ts"));
    if (captcha) parts.push(import("../ui/embedded-captcha.ts"));
    return parts.length > 0 ? Promise.all(parts) : undefined;
  }

  /** What to remember once the name is known to be good; `""` to forget. */
  #remember: string | undefined;
  #hasPasskey = false;

  override get heading(): string {
    return this.challenge.flow_info?.title || msg("Sign in");
  }

  override get intro(): string {
    return identificationIntro(this.challenge, msg, (application) => msg(str`Sign in to continue to ${application}.`));
  }

  override get fieldNames(): readonly AnswerField<"ak-stage-identification">[] {
    const names: AnswerField<"ak-stage-identification">[] = [];
    if (asksName(this.challenge)) names.push("uid_field");
    if (this.challenge.password_fields) names.push("password");
    return names;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const remember = this.querySelector<HTMLInputElement>("input[name=remember]");
    if (remember && rememberedAccount()) remember.checked = true;
  }

  protected override shouldUpdate(): boolean {
    void this.#offerPasskey(); // Here, because what the server has rendered is not rendered again.
    return super.shouldUpdate();
  }

  protected override render(): TemplateResult {
    const { challenge } = this;
    const asks = asksName(challenge);
    const passwordless = passwordlessUrl(challenge);
    const hasSources = Boolean(challenge.sources?.length);
    return html`${asks && challenge.enable_remember_me ? this.#renderRemember() : nothing}
    ${challenge.captcha_stage ? html`<ak-embedded-captcha></ak-embedded-captcha>` : nothing}
    ${asks ? actions(this, challenge.primary_action) : problemBar(this)}
    ${challenge.passkey_challenge ? this.#renderPasskey() : nothing}
    ${offersOthers(challenge) ? html`<p class="ak-or">${msg("or")}</p>` : nothing}
    ${
      passwordless
        ? html`<a class="ak-button ak-secondary" href=${safeLink(passwordless) ?? nothing}>${msg("Use a passkey or security key")}</a>`
        : nothing
    }
    ${hasSources ? html`<ak-login-sources .challenge=${challenge}></ak-login-sources>` : nothing}
    ${canIdentify(challenge) ? nothing : wayOut(msg("Try again"), "")}
    ${quietLinks([
      challenge.recovery_url && {
        href: challenge.recovery_url,
        text: msg("Forgot username or password?"),
        name: "recovery",
      },
      challenge.enroll_url && { href: challenge.enroll_url, text: msg("Create an account"), name: "enroll" },
    ])}`;
  }

  /** What passkeys need comes only where there can be some. */
  async #offerPasskey(): Promise<void> {
    if (this.#hasPasskey || !(this.challenge as Partial<typeof this.challenge> | undefined)?.passkey_challenge) return;
    this.#hasPasskey = true;
    try {
      const { PasskeySignIn } = await import("../ui/controllers/passkey-sign-in.ts");
      new PasskeySignIn(this);
    } catch (cause) {
      console.warn(cause); // The name still does.
    }
  }

  #renderPasskey(): TemplateResult {
    return html`<button class="ak-button ak-secondary" type="button" name="passkey">${msg("Sign in with a passkey")}</button>
      <p class="ak-error ak-passkey-problem" role="alert" hidden></p>`;
  }

  #renderRemember(): TemplateResult {
    return html`<label class="ak-check">
      <input type="checkbox" name="remember" />
      <span>${msg("Remember me on this device")}</span>
    </label>`;
  }

  override answer(data: FormData): AnswerOf<"ak-stage-identification"> {
    const name = fieldText(data, "uidField");
    const answer: AnswerOf<"ak-stage-identification"> = { uid_field: name };
    this.#remember = data.has("remember") ? name : "";
    if (data.has("captcha_token")) answer.captcha_token = fieldText(data, "captcha_token");
    if (this.challenge.password_fields) answer.password = fieldText(data, "password");
    return answer;
  }

  override accepted(): void {
    if (this.challenge.enable_remember_me && this.#remember !== undefined) rememberAccount(this.#remember);
  }
}

customElements.define("ak-stage-identification", IdentificationStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-identification": IdentificationStage;
  }
}
