import { msg } from "@lit/localize";
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { ChallengeOf } from "../../protocol/challenges.ts";
import type { CaptchaBox } from "./captcha-box.ts";
import type { CaptchaTokenEvent } from "./captcha-token-event.ts";
import "./captcha-box.ts";
import type { StageElement } from "./stage-element.ts";

type Identification = StageElement<"ak-stage-identification">;

/**
 * The captcha within identification. The form waits for it: whoever sends the form before it is done is led to it, and the form goes once it
 * is. Its token is a field of the form, good for one answer.
 *
 * Stands in the page before its code is there where the server has rendered the form, so it finds its challenge by itself.
 */
export class EmbeddedCaptcha extends LitElement {
  static override properties: PropertyDeclarations = {
    challenge: { state: true },
    token: { state: true },
    wanted: { state: true },
  };

  declare private challenge: ChallengeOf<"ak-stage-captcha"> | undefined;
  declare private token: string;
  /** The form has been sent and waits. */
  declare private wanted: boolean;

  #stage: Identification | null = null;
  #spent = false;
  #form: HTMLFormElement | null = null;
  #executor: Element | null = null;

  constructor() {
    super();
    this.token = "";
    this.wanted = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stage = this.closest<Identification>("[data-stage]");
    this.#stage?.addController(this);
    this.#form = this.closest("form");
    this.#form?.addEventListener("submit", this.#onSubmit, true);
    // A form that the server has rendered gets its challenge a moment later.
    this.#executor = this.closest("ak-flow-executor");
    this.#executor?.addEventListener("ak-flow-before-step", this.#onStep);
    this.hostUpdated();
    this.performUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // One by one, because the polyfill of compatibility mode does not know signals.
    this.#form?.removeEventListener("submit", this.#onSubmit, true);
    this.#executor?.removeEventListener("ak-flow-before-step", this.#onStep);
    this.#stage?.removeController(this);
  }

  /** Called when the stage has been updated. */
  hostUpdated(): void {
    const stage: Partial<Identification> = this.#stage ?? {};
    this.challenge = stage.challenge?.captcha_stage ?? undefined;
    if (!this.#spent || stage.busy) return;
    this.#spent = false;
    this.token = "";
    this.#box?.reload();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.challenge) return nothing;
    return html`<ak-captcha-box embedded .challenge=${this.challenge} @ak-captcha-token=${this.#onToken}></ak-captcha-box>
      <input type="hidden" name="captcha_token" .value=${this.token} />
      <p class="ak-error" role="alert" ?hidden=${!this.wanted}>${this.wanted ? this.#waitText : ""}</p>`;
  }

  get #waitText(): string {
    return this.challenge?.interactive
      ? msg("Do the check first. Then this goes on by itself.")
      : msg("One moment: this goes on by itself once it is clear that you are a person.");
  }

  get #box(): CaptchaBox | null {
    return this.querySelector("ak-captcha-box");
  }

  readonly #onStep = (): void => this.hostUpdated();

  readonly #onSubmit = (event: Event): void => {
    if (this.token) {
      this.#spent = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    this.wanted = true;
    this.#box?.focus();
  };

  readonly #onToken = ({ token }: CaptchaTokenEvent): void => {
    this.token = token;
    if (!token || !this.wanted) return;
    this.wanted = false;
    void this.updateComplete.then(() => this.closest("form")?.requestSubmit());
  };
}

customElements.define("ak-embedded-captcha", EmbeddedCaptcha);

declare global {
  interface HTMLElementTagNameMap {
    "ak-embedded-captcha": EmbeddedCaptcha;
  }
}
