import type { PropertyDeclarations, PropertyValues } from "lit";
import { ApiClient } from "../client/flow/api-client.ts";
import { FlowError } from "../client/flow/flow-problem.ts";
import { readCookie } from "../client/platform/cookie.ts";
import { FlowExecutor } from "../client/shell/executor.ts";
import type { FlowCard } from "../client/shell/flow-card.ts";
import { withFullAddresses } from "../protocol/full-addresses.ts";
import { parseUrl } from "../protocol/parse-url.ts";
import { BusyState } from "./busy-state.ts";
import { makeCard } from "./one-main.ts";
import { OwnIds } from "./own-ids.ts";
import { adoptPageStyles } from "./page-styles.ts";
import { isOwnServer, ServerConnection } from "./server-connection.ts";

/** In place of an address that is none; nothing is ever asked there (RFC 6761 §6.4). */
const nowhere = new URL("https://server.invalid/");

/**
 * Runs a flow in a page of your own: asks the server for the current challenge, shows it, sends the answer, shows the next.
 *
 * The card with the form stands in the light DOM, where password managers look. Styles come with the element; rules of the page win.
 *
 * @tag ak-flow-executor
 * @fires {FlowBeforeStepEvent} ak-flow-before-step - a new step is about to be shown: `challenge`, `heading`; cancel it to show your own
 * @fires {FlowShownEvent} ak-flow-shown - a step that the server has just sent shows, a new one or the same again
 * @fires {FlowBeforeSubmitEvent} ak-flow-before-submit - an answer is about to be sent: `challenge`, `answer` (may hold secrets); cancel it to keep it
 * @fires {FlowProblemEvent} ak-flow-problem - a request failed: `problem`; cancel it to show that yourself
 * @fires {FlowBeforeLeaveEvent} ak-flow-before-leave - the flow leads elsewhere: `to`, checked; cancel it to take over
 * @slot - the card; filled by the element, or by the server that renders the page
 * @slot brand - the logo; by default that of the server's brand
 * @slot placeholder - shown until the first step is there, and after `cancel()`
 * @slot footer - below the card; by default the links of the server's brand
 * @slot end - after everything else, such as a choice of languages
 * @csspart brand - the default logo
 * @csspart footer - the default footer
 * @cssstate busy - the flow waits for the server
 * @cssprop --ak-accent - buttons and links
 * @cssprop --ak-accent-text - text on buttons
 * @cssprop --ak-background - behind the card
 * @cssprop --ak-block-size - the least height of the element; `auto` in the middle of a page
 * @cssprop --ak-border - edges of fields
 * @cssprop --ak-danger - what is wrong
 * @cssprop --ak-focus - the ring around what has the focus
 * @cssprop --ak-font - the family of the letters
 * @cssprop --ak-line - edges of the card, and lines in it
 * @cssprop --ak-muted - text that matters less
 * @cssprop --ak-radius - corners of fields and buttons
 * @cssprop --ak-raised - the card, and fields in it
 * @cssprop --ak-success - what went well
 * @cssprop --ak-surface - the page behind the card
 * @cssprop --ak-text - text
 */
export class FlowElement extends FlowExecutor {
  static override properties: PropertyDeclarations = {
    manual: { type: Boolean },
    fetch: { attribute: false },
  };

  /** The flow waits for `start()`, rather than to begin by itself. */
  declare manual: boolean;
  /** What requests are made with in place of the page's `fetch`: for tests, or to add a header. */
  declare fetch: typeof globalThis.fetch | undefined;

  readonly #busy = new BusyState(this);
  readonly #server = new ServerConnection(() => this.fetch ?? globalThis.fetch.bind(globalThis));
  readonly #ids = new OwnIds(this);
  #isStarted = false;

  constructor() {
    super();
    this.manual = false;
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("ak-flow-shown", () => void this.#showNames(), { once: true });
  }

  override connectedCallback(): void {
    if (this.localName !== "ak-flow-executor") this.dataset["akFlow"] = "";
    if (!this.encapsulated) {
      adoptPageStyles(this);
      this.#ids.start(this.#others().map((element) => element.#ids));
    }
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ids.stop();
  }

  /** Begins the flow, or asks anew where it stands; what was typed stays if the step is the same. */
  async start(): Promise<void> {
    this.#isStarted = true;
    await this.updateComplete;
    this.requestUpdate("slug");
    await this.updateComplete;
  }

  /** Has the server forget where the flow stands, and begins it anew. */
  async restart(): Promise<void> {
    await this.cancel();
    await this.start();
  }

  /** Ends the flow: nothing more is sent, the server forgets where it stood, and the placeholder shows in place of the form. */
  async cancel(): Promise<void> {
    const { slug } = this;
    // Without a flow there is nothing to do, and what is under way is given up.
    this.#isStarted = true;
    this.slug = "";
    await this.updateComplete;
    this.#isStarted = false;
    this.manual = true;
    this.slug = slug;
    this.#busy.set(false);
    // A redirect to a page of the server, which need not be loaded: the cookies have come by then.
    const forget = this.#server.fetch(this.#address(`${this.base}flows/-/cancel/`), { redirect: "manual" });
    await forget.catch(() => undefined); // A server that cannot be reached forgets by itself, in time.
  }

  /** The server's API as this element's attributes say. */
  override get api(): ApiClient {
    const address = this.#address();
    const isOwn = isOwnServer(address);
    return new ApiClient({
      base: address.href,
      isOwn,
      fetch: address === nowhere ? () => Promise.reject(new FlowError({ code: "unreachable" })) : this.#server.fetch,
      csrfToken: () => (isOwn ? readCookie("authentik_csrf") : this.#server.csrfToken(address)),
      language: () => this.lang,
    });
  }

  /** @internal */
  protected override makeCard(): FlowCard {
    return makeCard(this.ownerDocument);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.get("slug") && !this.slug) this.#empty();
    // That of the server before.
    if (this.hasUpdated && changed.has("apiBase") && !changed.has("brand")) this.brand = undefined;
    const { brand } = this;
    // One that the page has set, as the server has told it.
    if (brand && changed.has("brand") && !isOwnServer(this.#address()))
      this.brand = withFullAddresses(brand, this.#address(this.base).href);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("apiBase") && this.#address() === nowhere)
      console.warn(`api-base is no address of a server: ${this.apiBase}`);
    if (this.manual && !this.#isStarted) return;
    if (changed.has("slug") && this.slug) this.#busy.set(true);
    super.updated(changed);
  }

  /** Shows names whole that do not fit into their line. */
  async #showNames(): Promise<void> {
    try {
      (await import("../client/shell/legible.ts")).stayLegible(this);
    } catch (cause) {
      console.warn(cause); // A flow goes on without.
    }
  }

  /** "Start over" and "Not you?" lead through the server's own pages, where a page of another origin has no session. */
  #onClick(event: MouseEvent): void {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link?.pathname.endsWith("/flows/-/cancel/") || isOwnServer(this.#address())) return;
    event.preventDefault();
    void this.restart();
  }

  /** The placeholder shows in place of the form. */
  #empty(): void {
    (this.encapsulated ? this.renderRoot : this).querySelector(".ak-card")?.remove();
    this.shown = false;
  }

  /** What has its ids from the same page or shadow root. */
  #others(): FlowElement[] {
    const root = this.getRootNode() as ParentNode & Node;
    return [...root.querySelectorAll("ak-flow-executor, [data-ak-flow]")].filter(
      (element) => element instanceof FlowElement && element !== this && !element.encapsulated,
    ) as FlowElement[];
  }

  #address(path = this.apiBase): URL {
    const url = parseUrl(path, this.baseURI);
    return url && /^https?:$/.test(url.protocol) ? url : nowhere;
  }
}
