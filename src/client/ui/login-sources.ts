import { msg, str } from "@lit/localize";
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { ChallengeOf } from "../../protocol/challenges.ts";
import { FlowChallengeEvent } from "./events.ts";
import type { StageElement } from "./stage-element.ts";
import { loginSourcesStyles } from "./login-sources.styles.ts";
import { hasMark, sourceMark } from "./templates/source-icon.ts";

type Source = NonNullable<ChallengeOf<"ak-stage-identification">["sources"]>[number];

/**
 * The accounts of others that one can sign in with, promoted ones first. Stands in the light DOM, complete the moment it is inserted; where the
 * server has rendered the form, once the stage has its challenge.
 *
 * @fires {FlowChallengeEvent} ak-flow-challenge - somebody has chosen one
 */
export class LoginSources extends LitElement {
  static override properties: PropertyDeclarations = {
    challenge: { attribute: false },
    chosen: { state: true },
    broken: { state: true },
  };

  declare challenge: ChallengeOf<"ak-stage-identification"> | undefined;
  /** The one that the flow goes on to. */
  declare private chosen: Source | undefined;
  /** Addresses of pictures that could not be loaded. */
  declare private broken: readonly string[];

  constructor() {
    super();
    this.broken = [];
    loginSourcesStyles(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.challenge) this.#awaitChallenge();
    this.performUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("challenge")) this.chosen = undefined;
  }

  #awaitChallenge(): void {
    const stage = this.closest<StageElement<"ak-stage-identification">>("[data-stage]");
    const onStep = (): void => {
      this.challenge ??= stage?.challenge;
    };
    this.closest("ak-flow-executor")?.addEventListener("ak-flow-before-step", onStep, { once: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.challenge) return nothing;
    const { sources, show_source_labels: labels } = this.challenge;
    const promoted = sources?.filter((source) => source.promoted) ?? [];
    const others = sources?.filter((source) => !source.promoted) ?? [];
    const isBare = others.every((source) => !labels && this.#isTelling(source));
    return html`${promoted.map((source) => this.#renderSource(source, nameOf(source)))}
    ${
      others.length > 0
        ? html`<ul class="ak-sources ${isBare ? "ak-sources-bare" : ""}" role="list">
            ${others.map(
              (source) =>
                html`<li>${this.#renderSource(source, labels || !this.#isTelling(source) ? source.name : "")}</li>`,
            )}
          </ul>`
        : nothing
    }`;
  }

  /** @param text what the button says beside its icon */
  #renderSource(source: Source, text: string): TemplateResult {
    return html`<button
      type="button"
      class="ak-button ak-secondary ak-source ${text ? "" : "ak-source-bare"}"
      aria-label=${nameOf(source)}
      title=${text ? nothing : source.name}
      ?data-chosen=${source === this.chosen}
      value=${this.challenge?.sources?.indexOf(source) ?? nothing}
      @click=${this.#onChoose}
    >
      ${this.#renderIcon(source.icon_url ?? "")}${text ? html`<span dir="auto">${text}</span>` : nothing}
    </button>`;
  }

  #renderIcon(url: string): TemplateResult {
    if (!this.#isPicture(url)) return sourceMark(url);
    return html`<img class="ak-source-icon" src=${url} alt="" @error=${this.#onError} />`;
  }

  /** Whether the icon alone says which one it is. */
  #isTelling({ icon_url: url }: Source): boolean {
    return Boolean(url) && (this.#isPicture(url ?? "") || hasMark(url ?? ""));
  }

  #isPicture(url: string): boolean {
    return url !== "" && !url.startsWith("fa://") && !this.broken.includes(url);
  }

  #onChoose(event: Event): void {
    const source = this.challenge?.sources?.[Number((event.currentTarget as HTMLButtonElement).value)];
    if (!source || this.closest("form[aria-busy=true]")) return;
    this.chosen = source;
    this.dispatchEvent(new FlowChallengeEvent(source.challenge));
  }

  #onError(event: Event): void {
    this.broken = [...this.broken, (event.currentTarget as HTMLImageElement).getAttribute("src") ?? ""];
  }
}

function nameOf({ name }: Source): string {
  return name ? msg(str`Continue with ${name}`) : msg("Continue with another account");
}

customElements.define("ak-login-sources", LoginSources);

declare global {
  interface HTMLElementTagNameMap {
    "ak-login-sources": LoginSources;
  }
}
