import { msg } from "@lit/localize";
import { html, type PropertyValues, type TemplateResult } from "lit";
import { ownWindow, postToOwnWindow, watchWindowMessages } from "../platform/window-messages.ts";
import { StageElement } from "../ui/stage-element.ts";
import { problemBar } from "../ui/templates/actions.ts";
import { errorsOf } from "../ui/templates/field.ts";

/** The name by which the browser extension of the agent recognises its messages. */
const extension = "authentik-platform-sso";

/** Asks an agent on the device, through its browser extension, to vouch for the device. Without an answer in time it says so to the server. */
export class EndpointAgentStage extends StageElement<"ak-stage-endpoint-agent"> {
  #watch: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override get heading(): string {
    return this.#errors.length > 0 ? msg("The device could not be checked") : msg("Checking your device");
  }

  override get intro(): string {
    return this.#errors.length > 0 ? "" : msg("This takes a few seconds.");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch = new AbortController();
    const onMessage = ({ _ak_ext: name, response }: Readonly<Record<string, unknown>>): void => {
      if (name === extension && typeof response === "string") this.#answer(response);
    };
    watchWindowMessages(ownWindow, onMessage, this.#watch.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.abort();
    clearTimeout(this.#timer);
  }

  protected override updated(changed: PropertyValues): void {
    // After a rejection the person decides when to ask again.
    if (changed.has("challenge") && this.#errors.length === 0) queueMicrotask(() => this.isConnected && this.#ask());
  }

  protected override render(): TemplateResult {
    return html`${problemBar(this)}
      <button class="ak-button ak-secondary" type="button" @click=${this.#ask}>${msg("Check again")}</button>`;
  }

  get #errors(): readonly string[] {
    return errorsOf(this.challenge, "response");
  }

  #ask(): void {
    const { challenge, challenge_idle_timeout: seconds } = this.challenge;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#answer(null), seconds * 1000);
    postToOwnWindow({ _ak_ext: extension, challenge });
  }

  #answer(response: string | null): void {
    clearTimeout(this.#timer);
    this.send({ response });
  }
}

customElements.define("ak-stage-endpoint-agent", EndpointAgentStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-endpoint-agent": EndpointAgentStage;
  }
}
