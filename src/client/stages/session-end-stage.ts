import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { StageElement } from "../ui/stage-element.ts";
import { sessionEndStyles } from "./session-end-stage.styles.ts";
import { wayOut } from "../ui/templates/notice.ts";

/** Signed out of one application; the session with the brand goes on until it is ended too. */
export class SessionEndStage extends StageElement<"ak-stage-session-end"> {
  readonly #context = new FlowContextConsumer(this);

  constructor() {
    super();
    sessionEndStyles(this);
  }

  override get heading(): string {
    return this.challenge.application_name ? msg("You are signed out") : msg("You are still signed in");
  }

  override get intro(): string {
    const { application_name: application, brand_name: brand } = this.challenge;
    return application
      ? msg(str`You are signed out of ${application}, and still signed in to ${brand}.`)
      : msg(str`Your session with ${brand} goes on until you sign out.`);
  }

  protected override render(): TemplateResult {
    const {
      application_launch_url: launch,
      application_name: application,
      invalidation_flow_url: invalidation,
      overview_url: overview,
    } = this.challenge;
    return html`${wayOut(msg("Go to the overview"), overview || this.#context.base)}
    ${invalidation ? wayOut(msg(str`Sign out of ${this.challenge.brand_name}`), invalidation, true) : nothing}
    ${launch && application ? wayOut(msg(str`Sign in to ${application} again`), launch, true) : nothing}`;
  }
}

customElements.define("ak-stage-session-end", SessionEndStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-session-end": SessionEndStage;
  }
}
