import { msg } from "@lit/localize";
import { html, LitElement, nothing, type PropertyDeclarations, svg, type TemplateResult } from "lit";
import type { Inspection } from "../../../protocol/inspection.ts";
import { assertNever } from "../../../protocol/assert-never.ts";
import type { ApiClient } from "../../flow/api-client.ts";
import { fetchInspection, InspectionError, type InspectionProblem } from "../../flow/fetch-inspection.ts";
import { copyText } from "../../platform/clipboard.ts";
import { inspectorStyles } from "./flow-inspector.styles.ts";
import { masked } from "./masked.ts";
import { planSteps } from "./plan-steps.ts";
import { valueTree } from "./value-tree.ts";

/** Somebody has closed the panel. */
export class InspectorCloseEvent extends Event {
  static readonly type = "ak-inspector-close";

  constructor() {
    super(InspectorCloseEvent.type);
  }
}

/** Somebody goes on to where the flow leads. */
export class InspectorFollowEvent extends Event {
  static readonly type = "ak-inspector-follow";

  constructor() {
    super(InspectorFollowEvent.type);
  }
}

/**
 * Shows administrators how a flow is planned and what its stages have told each other, beside the flow.
 *
 * @fires {InspectorCloseEvent} ak-inspector-close - somebody has closed the panel
 * @fires {InspectorFollowEvent} ak-inspector-follow - somebody goes on to where the flow leads
 */
export class FlowInspector extends LitElement {
  static override properties: PropertyDeclarations = {
    api: { attribute: false },
    slug: { attribute: false },
    open: { type: Boolean, reflect: true },
    held: { attribute: false },
    inspection: { state: true },
    problem: { state: true },
    status: { state: true },
  };

  declare api: ApiClient;
  /** The flow. */
  declare slug: string;
  declare open: boolean;
  /** Where the flow wants to lead, as long as it waits. */
  declare held: string | undefined;
  declare private inspection: Inspection | undefined;
  declare private problem: InspectionProblem | undefined;
  declare private status: string;

  #request: AbortController | undefined;

  constructor() {
    super();
    this.slug = "";
    this.open = false;
    this.status = "";
    inspectorStyles(this);
    this.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.open) this.#toggle();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#request?.abort();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Asks the server anew, if anybody looks. */
  async reload(): Promise<void> {
    this.#request?.abort();
    if (!this.open) return;
    const { signal } = (this.#request = new AbortController());
    try {
      const inspection = await fetchInspection(this.api, this.slug, signal);
      if (signal.aborted) return;
      this.inspection = inspection;
      this.problem = undefined;
    } catch (cause) {
      if (signal.aborted) return; // Overtaken.
      this.problem = cause instanceof InspectionError ? cause.code : "failed";
    }
    this.status = "";
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("open")) void this.reload();
    if (changed.has("held") && this.held) this.querySelector<HTMLElement>(".ak-held button")?.focus();
  }

  protected override render(): TemplateResult {
    return html`<aside aria-label=${msg("Flow inspector")}>
      <button
        class="ak-inspect"
        type="button"
        aria-expanded=${this.open}
        aria-label=${msg("Flow inspector")}
        @click=${this.#toggle}
      >
        <svg class="ak-icon" viewBox="0 0 20 20" aria-hidden="true">
          ${this.open ? closing : magnifier}
        </svg>
      </button>
      ${this.open ? this.#renderPanel() : nothing}
    </aside>`;
  }

  #renderPanel(): TemplateResult {
    const { held, inspection, problem } = this;
    return html`<div class="ak-panel" role="group" aria-label=${msg("Plan")} tabindex="0">
      <h2>${msg("Flow inspector")}</h2>
      ${held ? this.#renderHeld(held) : nothing}
      ${problem ? html`<p class="ak-problem" role="status">${problemText(problem)}</p>` : nothing}
      ${inspection && !problem ? this.#renderInspection(inspection) : nothing}
    </div>`;
  }

  #renderHeld(to: string): TemplateResult {
    return html`<section class="ak-held" aria-label=${msg("Redirect")}>
      <p>${msg("The flow leads here and waits for you:")}</p>
      <p><code dir="ltr">${to}</code></p>
      <button class="ak-button" type="button" @click=${this.#onFollow}>${msg("Follow the redirect")}</button>
    </section>`;
  }

  #renderInspection(inspection: Inspection): TemplateResult {
    const plan = inspection.current_plan;
    return html`<section>
        <h3>${msg("Steps")}</h3>
        ${planSteps(inspection)}
      </section>
      <section>
        <h3>${msg("Context")}</h3>
        ${valueTree(plan?.plan_context)}
      </section>
      <section>
        <h3>${msg("Session")}</h3>
        <p><code dir="ltr">${plan?.session_id}</code></p>
        <p class="ak-links">
          <button class="ak-text-button" type="button" @click=${this.#onCopy}>${msg("Copy without secrets")}</button>
          <button class="ak-text-button" type="button" @click=${this.#onReload}>${msg("Reload")}</button>
        </p>
        <p class="ak-hint" role="status">${this.status}</p>
      </section>`;
  }

  #toggle(): void {
    this.open = !this.open;
    if (this.open) return;
    this.querySelector<HTMLElement>(".ak-inspect")?.focus();
    this.dispatchEvent(new InspectorCloseEvent());
  }

  #onFollow(): void {
    this.dispatchEvent(new InspectorFollowEvent());
  }

  #onReload(): void {
    void this.reload();
  }

  async #onCopy(): Promise<void> {
    const isCopied = await copyText(JSON.stringify(masked(this.inspection), null, 2));
    this.status = isCopied ? msg("Copied.") : msg("The browser does not let this page copy.");
  }
}

const magnifier = svg`<circle cx="8.5" cy="8.5" r="5.75"></circle><path d="m13 13 5 5"></path>`;
const closing = svg`<path d="m4.5 4.5 11 11m0-11-11 11"></path>`;

function problemText(problem: InspectionProblem): string {
  switch (problem) {
    case "signed-out":
      return msg("Only administrators can inspect a flow, and nobody is signed in yet.");
    case "not-allowed":
      return msg("Only administrators who are signed in can inspect a flow.");
    case "nothing":
      return msg("There is nothing to inspect yet: the flow has not been planned.");
    case "failed":
      return msg("The server does not answer the inspector. Your flow goes on all the same.");
    default:
      return assertNever(problem);
  }
}

customElements.define("ak-flow-inspector", FlowInspector);

declare global {
  interface HTMLElementEventMap {
    "ak-inspector-close": InspectorCloseEvent;
    "ak-inspector-follow": InspectorFollowEvent;
  }
  interface HTMLElementTagNameMap {
    "ak-flow-inspector": FlowInspector;
  }
}
