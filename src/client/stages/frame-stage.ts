import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { redirectTarget } from "../../protocol/next-url.ts";
import { watchForbiddenFrame } from "../platform/forbidden-frames.ts";
import { watchWindowMessages } from "../platform/window-messages.ts";
import { frameStageStyles } from "./frame-stage.styles.ts";
import { StageElement } from "../ui/stage-element.ts";
import { problemBar } from "../ui/templates/actions.ts";
import { notice, retryButton } from "../ui/templates/notice.ts";
import { forbiddenFrameText } from "../ui/text/forbidden-frame-text.ts";
import { withFormErrors } from "../ui/text/form-errors.ts";

/** Milliseconds after which a frame that has not answered gets a way on. */
const responseTimeout = 30_000;

/** Shows a page of the server's in a frame, or runs it behind a sentence, until it says that it is done. */
export class FrameStage extends StageElement<"xak-flow-frame"> {
  static override properties = { late: { state: true }, forbidden: { state: true } };

  declare private late: boolean;
  /** The page's policy does not let the frame load. */
  declare private forbidden: boolean;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: AbortController | undefined;

  constructor() {
    super();
    this.late = false;
    this.forbidden = false;
    frameStageStyles(this);
  }

  override get heading(): string {
    return this.challenge.flow_info?.title || msg("One moment");
  }

  override get intro(): string {
    return this.challenge.loading_text;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch = new AbortController();
    const source = (): { window: Window | null; origin: string } => ({
      window: this.querySelector("iframe")?.contentWindow ?? null,
      origin: new URL(this.#address ?? "about:blank", this.baseURI).origin,
    });
    const isDone = (data: Readonly<Record<string, unknown>>): boolean =>
      data["source"] === "goauthentik.io" && data["context"] === "flow-executor" && data["message"] === "submit";
    watchWindowMessages(source, (data) => isDone(data) && this.send({}), this.#watch.signal);
    watchForbiddenFrame(
      () => this.#address,
      () => (this.forbidden = true),
      this.#watch.signal,
    );
    this.#wait();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.abort();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const address = this.#address;
    if (!address)
      return html`${notice(msg("The address of this step is not safe, so it was not opened."))}
      ${retryButton(msg("Try again"))}`;
    return html`<iframe
        class="ak-frame"
        title=${this.challenge.loading_text || this.heading}
        src=${address}
        sandbox="allow-scripts allow-same-origin allow-forms"
        referrerpolicy="same-origin"
        ?data-overlay=${this.challenge.loading_overlay}
      ></iframe>
      <p class="ak-slow" role="status" ?hidden=${!this.late}>
        ${this.late ? msg("This has taken a while and may not work. Nothing is lost.") : ""}
      </p>
      ${problemBar(withFormErrors(this, this.forbidden ? forbiddenFrameText() : ""))}
      <button class="ak-button ak-secondary" type="button" @click=${this.#onRetry}>${msg("Try again")}</button>`;
  }

  /** The frame's address, or `undefined` where it could run script in this page. */
  get #address(): string | undefined {
    const target = redirectTarget(this.challenge.url, this.baseURI);
    return target.kind === "page" ? target.url.href : undefined;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.late = false;
    this.#timer = setTimeout(() => (this.late = true), responseTimeout);
  }

  #onRetry(): void {
    const frame = this.querySelector("iframe");
    if (frame && this.#address) frame.src = this.#address;
    this.#wait();
  }
}

customElements.define("ak-stage-frame", FrameStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-frame": FrameStage;
  }
}
