import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { Brand, Challenge } from "../../protocol/challenges.ts";
import { executorPath } from "../../protocol/flow-url.ts";
import type { ServerMessage } from "../../protocol/host-config.ts";
import { safeLink } from "../../protocol/safe-link.ts";
import { fetchBrand } from "../flow/fetch-brand.ts";
import { ApiClient } from "../flow/api-client.ts";
import { FlowClient } from "../flow/flow-client.ts";
import { readCookie } from "../platform/cookie.ts";
import { isOnline, pageOrigin, pageQuery, watchEnvironment } from "../platform/environment.ts";
import { type FlowContext, flowContext } from "../ui/flow-context.ts";
import { emptyCard, FlowCard } from "./flow-card.ts";
import { FlowRun } from "./flow-run.ts";
import { frameStyles } from "./frame.styles.ts";
import { registerStage } from "./stage-loader.ts";
import { StageOutlet } from "./stage-outlet.ts";

/**
 * Runs a flow: asks the server for the current challenge, shows it, sends the answer, shows the next.
 *
 * Its own shadow root holds the frame; the card with the form stands in the light DOM, where password managers look.
 *
 * @fires {FlowBeforeStepEvent} ak-flow-before-step - a new step is about to be shown; cancel it to show your own
 * @fires {FlowBeforeSubmitEvent} ak-flow-before-submit - an answer is about to be sent; cancel it to keep it
 * @fires {FlowProblemEvent} ak-flow-problem - a request failed; cancel it to show that yourself
 * @fires {FlowBeforeLeaveEvent} ak-flow-before-leave - the flow leads elsewhere; cancel it to take over the redirect
 * @slot - the card; filled by the element, or by the server that renders the page
 * @slot brand - the logo; by default that of the server's brand
 * @slot placeholder - shown until the first step is there
 * @slot footer - below the card; by default the links of the server's brand
 * @slot end - after everything else
 * @csspart brand - the default logo
 * @csspart footer - the default footer
 * @attr slug - the flow
 * @attr api-base - where the server is mounted; by default the root of this site
 * @attr query - the page's query, which the server reads `next` and others from; by default that of the page
 * @attr lang - the language that the server is asked to speak; by default that of the browser
 * @attr encapsulated - put everything into one shadow root, for pages whose styles would leak in; password managers then see less
 */
export class FlowExecutor extends LitElement {
  static override styles = frameStyles;
  static override properties: PropertyDeclarations = {
    slug: {},
    apiBase: { attribute: "api-base" },
    query: {},
    encapsulated: { type: Boolean },
    brand: { attribute: false },
    first: { attribute: false, hasChanged: () => false }, // Read once; never a reason to render.
    shown: { state: true },
  };
  static readonly registerStage = registerStage;

  /** The flow. */
  declare slug: string;
  /** Where the server is mounted; by default the root of this site. */
  declare apiBase: string;
  /** The query that the server reads `next` and others from; by default that of the page. */
  declare query: string | undefined;
  /** Puts everything into one shadow root, for pages whose styles would leak in; password managers then see less. */
  declare encapsulated: boolean;
  /** The server's brand; asked for when nobody sets it. */
  declare brand: Brand | undefined;
  /** The first challenge, or the response to the request for it, when the page has it already. Used once. */
  declare first: Challenge | Promise<Response> | undefined;
  declare protected shown: boolean | undefined;

  #run: FlowRun | undefined;
  #outlet: StageOutlet | undefined;
  #connection: AbortController | undefined;

  constructor() {
    super();
    this.slug = "";
    this.apiBase = "/";
    this.encapsulated = false;
    this.addEventListener("ak-flow-submit", (event) => this.#run?.submit(event.answer));
    this.addEventListener("ak-flow-challenge", (event) => this.#run?.choose(event.challenge));
    this.addEventListener("context-request", (event) => this.#onContextRequest(event));
    this.addEventListener("ak-flow-retry", () => this.#run?.start());
    this.addEventListener("ak-flow-before-step", () => (this.shown = true));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    const listener = {
      onReturn: () => this.#run?.refresh(),
      onLeave: () => this.#run?.stop(),
      onOnline: () => this.#run?.onOnline(),
    };
    watchEnvironment(listener, this.#connection.signal);
    // Moved, or back: what was typed stays where the step is the same.
    if (this.#run) void this.#resume(this.#run);
    else this.requestUpdate("slug");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
    this.#run?.stop();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("slug") || changed.has("apiBase") || changed.has("query")) void this.#begin();
  }

  protected override render(): TemplateResult {
    const { brand, shown } = this;
    const links = brand?.ui_footer_links ?? [];
    return html`<slot name="brand">
        ${
          brand
            ? html`<header part="brand"><img src=${brand.branding_logo} alt=${brand.branding_title} /></header>`
            : nothing
        }
      </slot>
      <slot></slot>
      ${shown ? nothing : html`<slot name="placeholder"></slot>`}
      <slot name="footer">
        ${
          links.length > 0
            ? html`<footer part="footer">
              ${links.map(({ name, href }) => html`<a href=${safeLink(href) ?? nothing}>${name}</a>`)}
            </footer>`
            : nothing
        }
      </slot>
      <slot name="end"></slot>`;
  }

  /** Shows a message that concerns no field, for a while or, if it is a problem, until it is dismissed. */
  async showMessage(message: ServerMessage): Promise<void> {
    const { showToast } = await import("./toasts.ts");
    showToast(message, this.encapsulated ? this.renderRoot : this);
  }

  /** Where the server is mounted, with a slash at its end. */
  get base(): string {
    return this.apiBase.replace(/\/*$/, "/");
  }

  /** The server's API as this element's attributes say. */
  get api(): ApiClient {
    const base = new URL(this.apiBase, this.baseURI).href;
    return new ApiClient({
      base,
      isOwn: base.startsWith(`${pageOrigin()}/`),
      fetch: (...request) => fetch(...request),
      csrfToken: () => readCookie("authentik_csrf"),
      language: () => this.lang,
    });
  }

  /** Provides the context of the flow (the Web Components Community Group's context protocol): what @lit/context does, without subscriptions. */
  #onContextRequest(event: HTMLElementEventMap["context-request"]): void {
    if (event.context !== flowContext) return;
    event.stopPropagation();
    (event.callback as (context: FlowContext) => void)({ base: this.base, api: this.api });
  }

  /** @internal */
  protected makeCard(): FlowCard {
    return new FlowCard(emptyCard());
  }

  async #begin(): Promise<void> {
    this.#run?.stop();
    this.#run = undefined;
    if (!this.slug || !this.isConnected) return;
    const { api, slug, query = pageQuery(), first, encapsulated } = this;
    this.first = undefined;
    const client = new FlowClient({ api, path: executorPath(slug, query), isOnline });
    const isFirst = this.#outlet === undefined;
    this.#outlet ??= new StageOutlet(encapsulated ? this.renderRoot : this, () => this.makeCard());
    const run = (this.#run = new FlowRun(this, this.#outlet, client));
    if (isFirst && encapsulated && this.shadowRoot) {
      await (await import("./encapsulate.ts")).encapsulate(this, this.shadowRoot);
    }
    if (this.#run === run) await this.#resume(run, first);
  }

  async #resume(run: FlowRun, first?: Challenge | Promise<Response>): Promise<void> {
    run.start(first);
    if (this.brand || !this.#connection) return;
    const brand = await fetchBrand(this.api, this.#connection.signal);
    if (this.#run === run) this.brand ??= brand;
  }
}
