import { msg, str } from "@lit/localize";
import { html, type PropertyValues, type TemplateResult } from "lit";
import type { ChallengeOf } from "../../protocol/challenges.ts";
import { redirectTarget } from "../../protocol/next-url.ts";
import { samlLogout } from "../../protocol/saml-logout.ts";
import { postNativeForm } from "../platform/native-form.ts";
import { iframeLogoutStyles } from "./iframe-logout-stage.styles.ts";
import { StageElement } from "../ui/stage-element.ts";
import { actions } from "../ui/templates/actions.ts";

type LogoutUrl = NonNullable<ChallengeOf<"ak-provider-iframe-logout">["logout_urls"]>[number];
/** `answered` is all that a page can know: what another site did is its own business. */
type Outcome = "waiting" | "answered" | "silent";

/** Milliseconds that an application has to answer. */
const responseTimeout = 5000;

/** Signs out of applications in frames, several at once, and goes on when all have answered or had their time. */
export class IframeLogoutStage extends StageElement<"ak-provider-iframe-logout"> {
  static override properties = { outcomes: { state: true } };

  declare private outcomes: readonly Outcome[];

  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.outcomes = [];
    iframeLogoutStyles(this);
  }

  override get heading(): string {
    return msg("Signing out");
  }

  override get intro(): string {
    return msg("You are being signed out of the applications that you used.");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("challenge"))
      this.outcomes = this.#providers.map((provider) => (this.#address(provider) ? "waiting" : "silent"));
  }

  protected override firstUpdated(): void {
    // A form is posted into its frame, which has to be in the document before.
    this.#providers.forEach((provider, i) => this.#post(provider, i));
    this.#timer = setTimeout(() => this.#settle(), responseTimeout);
    queueMicrotask(() => this.isConnected && this.#proceed());
  }

  protected override render(): TemplateResult {
    return html`<ul class="ak-providers">
        ${this.#providers.map((provider, i) => this.#renderProvider(provider, i))}
      </ul>
      ${actions(this, msg("Continue"))}`;
  }

  #renderProvider(provider: LogoutUrl, i: number): TemplateResult {
    const name = this.#nameOf(provider);
    const words = { waiting: msg("Signing out"), answered: msg("Answered"), silent: msg("No answer") };
    return html`<li>
      <span dir="auto">${name}</span>
      <span role="status">${words[this.outcomes[i] ?? "waiting"]}</span>
      <iframe
        name="ak-logout-${i}"
        title=${msg(str`Signing out of ${name}`)}
        tabindex="-1"
        aria-hidden="true"
        sandbox="allow-scripts allow-same-origin allow-forms"
        src=${isPosted(provider) ? "about:blank" : (this.#address(provider) ?? "about:blank")}
        data-index=${i}
        @load=${this.#onLoad}
      ></iframe>
    </li>`;
  }

  /** An address may be missing, or be none: releases before 2026.5 promise nothing of it. */
  #nameOf(provider: LogoutUrl): string {
    const address = this.#address(provider);
    return provider.provider_name || (address ? new URL(address).host : msg("An application"));
  }

  get #providers(): readonly LogoutUrl[] {
    return this.challenge.logout_urls ?? [];
  }

  #address({ url = "" }: Partial<LogoutUrl>): string | undefined {
    const target = redirectTarget(url, this.baseURI);
    return target.kind === "page" ? target.url.href : undefined;
  }

  #post(provider: LogoutUrl, i: number): void {
    const address = this.#address(provider);
    if (!address || !isPosted(provider)) return;
    postNativeForm({ url: address, values: samlLogout(provider).values, target: `ak-logout-${i}` });
  }

  #onLoad(event: Event): void {
    const frame = event.currentTarget as HTMLIFrameElement;
    const i = Number(frame.dataset["index"]);
    const provider = this.#providers[i];
    // The blank page that every frame begins with is no answer.
    if (!provider || (isPosted(provider) && isBlank(frame))) return;
    if (this.outcomes[i] !== "waiting") return;
    this.outcomes = this.outcomes.with(i, "answered");
    this.#proceed();
  }

  #settle(): void {
    this.outcomes = this.outcomes.map((outcome) => (outcome === "waiting" ? "silent" : outcome));
    this.#proceed();
  }

  #proceed(): void {
    if (!this.outcomes.includes("waiting")) this.send({});
  }
}

function isPosted(provider: LogoutUrl): boolean {
  const { posted, values } = samlLogout(provider);
  return posted && Boolean(values["SAMLRequest"] || values["SAMLResponse"]);
}

function isBlank(frame: HTMLIFrameElement): boolean {
  try {
    return frame.contentWindow?.location.href === "about:blank";
  } catch {
    return false; // Of another origin by now, so it has answered.
  }
}

customElements.define("ak-stage-iframe-logout", IframeLogoutStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-iframe-logout": IframeLogoutStage;
  }
}
