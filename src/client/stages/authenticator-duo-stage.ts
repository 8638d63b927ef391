import { msg } from "@lit/localize";
import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { AnswerOf } from "../../protocol/challenges.ts";
import { redirectTarget } from "../../protocol/next-url.ts";
import { type DuoStatus, fetchDuoStatus } from "../flow/duo-status.ts";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { Polling } from "../ui/controllers/polling.ts";
import { StageElement } from "../ui/stage-element.ts";
import { authenticatorStyles } from "../ui/styles/authenticator.styles.ts";
import { actions, problemBar } from "../ui/templates/actions.ts";
import { withFormErrors } from "../ui/text/form-errors.ts";
import { startOver } from "../ui/templates/ways-out.ts";

/** Sets up Duo Mobile: a barcode to scan with the app, and a look now and then whether that has been done. */
export class AuthenticatorDuoStage extends StageElement<"ak-stage-authenticator-duo"> {
  static override properties: PropertyDeclarations = { outcome: { state: true } };

  /** What came of the last question, if it was not "not yet". */
  declare private outcome: DuoStatus | "not-yet" | "unknown" | undefined;
  readonly #context = new FlowContextConsumer(this);
  readonly #polling = new Polling(this, (signal) => this.#look(signal));
  /** Somebody wants to know. */
  #isAsked = false;

  constructor() {
    super();
    authenticatorStyles(this);
  }

  override get heading(): string {
    return msg("Set up Duo Mobile");
  }

  override get intro(): string {
    return msg("Scan the code with the Duo Mobile app. This page goes on by itself when that is done.");
  }

  protected override render(): TemplateResult {
    const { activation_barcode: barcode, activation_code: link } = this.challenge;
    if (this.outcome === "invalid") {
      const own = msg("This code is no longer valid. Nothing has been set up. Start over to get a new one.");
      return html`${problemBar(withFormErrors(this, own))}${startOver(this.#context.base)}`;
    }
    const target = link ? redirectTarget(link, this.baseURI) : undefined;
    return html`<div class="ak-scene">
        ${barcode ? html`<img class="ak-qr" src=${barcode} alt=${msg("Code to scan with Duo Mobile")} />` : nothing}
        ${
          target && target.kind !== "unsafe"
            ? html`<a class="ak-text-button" href=${target.url.href} target="_blank" rel="noopener noreferrer">
              ${msg("Open in Duo Mobile on this phone")}
            </a>`
            : nothing
        }
        <p class="ak-hint" role="status">${this.#statusText()}</p>
      </div>
      ${actions(this, msg("Continue"))}`;
  }

  override answer(): AnswerOf<"ak-stage-authenticator-duo"> {
    return {};
  }

  override submitted(data: FormData): void {
    if (!this.#context.api) return super.submitted(data);
    this.#isAsked = true;
    void this.#polling.now();
  }

  #statusText(): string {
    if (this.outcome === "success") return msg("Duo Mobile is set up.");
    if (this.outcome === "unknown") return msg("The server cannot be reached. This page keeps trying.");
    if (this.outcome === "not-yet") return msg("Duo Mobile is not set up yet. Scan the code first.");
    return msg("Waiting for Duo Mobile.");
  }

  async #look(signal: AbortSignal): Promise<boolean> {
    const { api } = this.#context;
    if (!api || this.busy) return false;
    let outcome: DuoStatus | "unknown";
    try {
      outcome = await fetchDuoStatus(api, this.challenge.stage_uuid, signal);
    } catch {
      outcome = "unknown"; // Said below the code; the next question may do better.
    }
    if (signal.aborted) return false;
    this.outcome = outcome === "waiting" ? (this.#isAsked ? "not-yet" : undefined) : outcome;
    this.#isAsked = false;
    if (outcome === "success") this.send({});
    return outcome === "waiting" || outcome === "unknown";
  }
}

customElements.define("ak-stage-authenticator-duo", AuthenticatorDuoStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-authenticator-duo": AuthenticatorDuoStage;
  }
}
