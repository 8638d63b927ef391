import { msg } from "@lit/localize";
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { CaptchaReport } from "../../protocol/captcha-frame.ts";
import type { ChallengeOf } from "../../protocol/challenges.ts";
import { isDark, pageDirection, pageLanguage } from "../platform/appearance.ts";
import { type CaptchaFrame, captchaFrame, startCaptcha, watchCaptchaFrame } from "../platform/captcha-frame.ts";
import { watchForbiddenFrame } from "../platform/forbidden-frames.ts";
import { FlowContextConsumer } from "./controllers/flow-context-consumer.ts";
import { captchaStyles } from "./captcha-box.styles.ts";
import { CaptchaTokenEvent } from "./captcha-token-event.ts";
import { captchaTrouble, type CaptchaTrouble } from "./text/captcha-text.ts";

/** Milliseconds within which a frame has to be ready, and one that asks nothing has to be done. */
const responseTimeout = 20_000;
/** CSS pixels above which a frame shows something. */
const minVisibleHeight = 8;

type Status = "loading" | "ready" | "passed" | "expired" | "stopped" | CaptchaTrouble;

/**
 * A captcha in a frame of its own, with what can go wrong and a way to load it again. Stands in the light DOM, complete the moment it is
 * inserted.
 *
 * @attr embedded - it is a part of a step
 * @fires {CaptchaTokenEvent} ak-captcha-token - each time there is a new token, or none any more
 */
export class CaptchaBox extends LitElement {
  static override properties: PropertyDeclarations = {
    challenge: { attribute: false },
    embedded: { type: Boolean },
    status: { state: true },
    height: { state: true },
    attempt: { state: true },
  };

  declare challenge: ChallengeOf<"ak-stage-captcha">;
  /** It is a part of a step and not the step itself: it keeps quiet as long as nothing is wrong. */
  declare embedded: boolean;
  declare private status: Status;
  declare private height: number;
  /** Counts frames: each is a new one. */
  declare private attempt: number;

  readonly #context = new FlowContextConsumer(this);
  #detail = "";
  /** The one that the frame was told. */
  #language = pageLanguage();
  #frame: CaptchaFrame | undefined;
  #connection: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.embedded = false;
    this.status = "loading";
    this.height = 0;
    this.attempt = 0;
    captchaStyles(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    this.#frame = captchaFrame(this.#context.base);
    watchCaptchaFrame(
      this.#frame,
      () => this.#element,
      (report) => this.#onReport(report),
      this.#connection.signal,
    );
    const address = (): string | undefined => this.#frame?.url;
    watchForbiddenFrame(address, () => this.#fail("forbidden"), this.#connection.signal);
    this.#wait();
    this.performUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
    clearTimeout(this.#timer);
  }

  /** Begins anew, with a new frame. */
  reload(): void {
    this.status = "loading";
    this.height = 0;
    this.attempt += 1;
    this.#language = pageLanguage();
    this.#wait();
  }

  /** Takes the frame away until somebody wants it again. */
  stop(): void {
    clearTimeout(this.#timer);
    this.status = "stopped";
  }

  /** Leads the person to what there is to do. */
  override focus(): void {
    const target = this.#isTroubled ? this.querySelector("button") : this.#element;
    target?.focus();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    // Somebody has chosen another language; what has been passed need not be done again.
    if (changed.has("challenge") && this.#language !== pageLanguage() && this.status !== "passed") this.reload();
    if (changed.has("status")) this.toggleAttribute("data-troubled", this.#isTroubled);
  }

  protected override render(): TemplateResult {
    const trouble = this.#trouble;
    return html`${this.status === "stopped" ? nothing : keyed(this.attempt, this.#renderFrame())}
      <p class="ak-hint" role="status" ?hidden=${!this.#hint}>${this.#hint}</p>
      <div class="ak-problem" role="alert" ?hidden=${!trouble}>${trouble ? html`<p>${trouble}</p>` : nothing}</div>
      ${this.embedded && !this.#isTroubled ? nothing : this.#renderButton()}`;
  }

  #renderFrame(): TemplateResult {
    const { url, sandbox } = this.#frame ?? { url: "about:blank", sandbox: "" };
    return html`<iframe
      class="ak-captcha-frame"
      title=${msg("Check that you are a person")}
      src=${url}
      sandbox=${sandbox}
      referrerpolicy="origin"
      height=${Math.max(1, this.height)}
      tabindex=${this.height > minVisibleHeight ? nothing : "-1"}
      @load=${this.#onLoad}
    ></iframe>`;
  }

  #renderButton(): TemplateResult {
    const label = this.status === "stopped" ? msg("Try again") : msg("Load the check again");
    const looks = this.#isTroubled ? `ak-button ${this.embedded ? "ak-secondary" : ""}` : "ak-text-button";
    return html`<button class=${looks} type="button" @click=${this.#onReload}>${label}</button>`;
  }

  get #element(): HTMLIFrameElement | null {
    return this.querySelector("iframe");
  }

  /** It does not go on by itself, nor by what the frame shows. */
  get #isTroubled(): boolean {
    return !["loading", "ready", "passed", "expired"].includes(this.status);
  }

  get #trouble(): string {
    switch (this.status) {
      case "loading":
      case "ready":
      case "passed":
      case "expired":
      case "stopped":
        return "";
      default:
        return captchaTrouble(this.status, this.#detail);
    }
  }

  /** What is said in passing; a part of a step that asks nothing says nothing. */
  get #hint(): string {
    const asks = this.challenge.interactive || this.height > minVisibleHeight;
    if (this.embedded && !asks) return "";
    switch (this.status) {
      case "loading":
        return msg("The check is being loaded.");
      case "ready":
        return asks ? msg("Do the check to continue.") : msg("Checking …");
      case "passed":
        return msg("You have passed the check.");
      case "expired":
        return msg("The check has run out. Do it again.");
      default:
        return "";
    }
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail("late"), responseTimeout);
  }

  #fail(trouble: CaptchaTrouble, detail = ""): void {
    clearTimeout(this.#timer);
    this.#detail = detail;
    this.status = trouble;
    this.dispatchEvent(new CaptchaTokenEvent(""));
  }

  readonly #onReload = (): void => this.reload();

  readonly #onLoad = (): void => {
    const { js_url: script, site_key: siteKey, interactive } = this.challenge;
    if (!this.#element || !this.#frame) return;
    startCaptcha(this.#element, this.#frame, {
      script,
      siteKey,
      interactive,
      theme: isDark() ? "dark" : "light",
      language: this.#language,
      direction: pageDirection(),
    });
  };

  #onReport(report: CaptchaReport): void {
    switch (report.type) {
      case "ready":
        // What came of it may have been told before.
        if (this.status !== "loading" && this.status !== "late") return;
        if (this.challenge.interactive) clearTimeout(this.#timer);
        else this.#wait();
        this.status = "ready";
        return;
      case "token":
        clearTimeout(this.#timer);
        this.status = "passed";
        this.dispatchEvent(new CaptchaTokenEvent(report.token));
        return;
      case "expired":
        this.status = "expired";
        this.dispatchEvent(new CaptchaTokenEvent(""));
        return;
      case "closed":
        return this.#fail("closed");
      case "error":
        return this.#fail(report.fault, report.detail);
      case "height":
        this.height = report.height;
        if (report.height > minVisibleHeight && this.status !== "loading") clearTimeout(this.#timer); // The person has something to do.
    }
  }
}

customElements.define("ak-captcha-box", CaptchaBox);

declare global {
  interface HTMLElementTagNameMap {
    "ak-captcha-box": CaptchaBox;
  }
}
