import { msg } from "@lit/localize";
import { html, type PropertyValues, type TemplateResult } from "lit";
import type { CaptchaBox } from "../ui/captcha-box.ts";
import type { CaptchaTokenEvent } from "../ui/captcha-token-event.ts";
import "../ui/captcha-box.ts";
import { StageElement } from "../ui/stage-element.ts";
import { problemBar } from "../ui/templates/actions.ts";

/** Has a captcha solved: one with something to do, or one that checks in the background. Goes on by itself once it is. */
export class CaptchaStage extends StageElement<"ak-stage-captcha"> {
  /** What has been sent, and is of no use a second time. */
  #spent = false;

  override get heading(): string {
    return this.challenge.interactive ? msg("Confirm that you are a person") : msg("Checking that you are a person");
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.#spent || this.busy || !(changed.has("challenge") || changed.has("busy"))) return;
    this.#spent = false;
    // What runs without anybody would otherwise be refused again and again.
    if (this.challenge.interactive) this.#box?.reload();
    else this.#box?.stop();
  }

  protected override render(): TemplateResult {
    return html`${problemBar(this)}
      <ak-captcha-box .challenge=${this.challenge} @ak-captcha-token=${this.#onToken}></ak-captcha-box>`;
  }

  get #box(): CaptchaBox | null {
    return this.querySelector("ak-captcha-box");
  }

  readonly #onToken = ({ token }: CaptchaTokenEvent): void => {
    if (token === "" || this.busy) return;
    this.#spent = true;
    this.send({ token });
  };
}

customElements.define("ak-stage-captcha", CaptchaStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-captcha": CaptchaStage;
  }
}
