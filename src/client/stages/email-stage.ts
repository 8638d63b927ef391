import { msg, str } from "@lit/localize";
import { html, type PropertyValues, type TemplateResult } from "lit";
import type { Challenge, EmailChallenge } from "../../protocol/challenges.ts";
import { Cooldown } from "../ui/controllers/cooldown.ts";
import { StageElement } from "../ui/stage-element.ts";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { waitingButtonStyles } from "../ui/styles/waiting-button.styles.ts";
import { problemBar } from "../ui/templates/actions.ts";
import { quietLinks } from "../ui/templates/quiet-links.ts";
import { resendLabel } from "../ui/templates/resend.ts";
import { startOverUrl } from "../ui/templates/ways-out.ts";

/** With this code the server says that the message has been sent once more. It is the only good news among the errors. */
const sentAgain = "email-sent";

/** Waits until somebody follows the link in a message, and has the message sent again on request. */
export class EmailStage extends StageElement<"ak-stage-email"> {
  readonly #cooldown = new Cooldown(this);
  readonly #context = new FlowContextConsumer(this);
  #wasSent = false;

  constructor() {
    super();
    waitingButtonStyles(this);
  }

  override get heading(): string {
    return msg("Check your email");
  }

  override get intro(): string {
    const { email }: EmailChallenge = this.challenge;
    return email
      ? msg(str`Open the message that we sent to ${email}, and follow its link to go on.`)
      : msg("Open the message that we sent you, and follow its link to go on.");
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("challenge") || !wasSentAgain(this.challenge)) return;
    this.#wasSent = true;
    this.#cooldown.start();
  }

  protected override render(): TemplateResult {
    const { fieldNames, busy, problem, waiting } = this;
    const { seconds } = this.#cooldown;
    return html`<p class="ak-hint">
        ${msg("It can take a few minutes. If it is not in your inbox, look in the spam folder.")}
      </p>
      <p class="ak-notice" role="status" ?hidden=${!this.#wasSent}>${this.#wasSent ? this.#status() : ""}</p>
      ${problemBar({ challenge: withoutNews(this.challenge), fieldNames, busy, problem, waiting })}
      <button class="ak-button ak-secondary" type="submit" name="continue" aria-disabled=${seconds > 0} .textContent=${resendLabel(seconds)}></button>
      ${quietLinks([{ href: startOverUrl(this.#context.base), text: msg("Use another address"), name: "restart" }])}`;
  }

  /** Does not count: it would be read out every second. */
  #status(): string {
    return this.#cooldown.seconds > 0
      ? msg("The message is on its way again. You can ask for another one in half a minute.")
      : msg("The message has been sent again. You can ask for another one now.");
  }

  override submitted(): void {
    if (this.#cooldown.seconds === 0) this.send({});
  }
}

function wasSentAgain({ response_errors: errors }: Challenge): boolean {
  return errors?.["non_field_errors"]?.some(({ code }) => code === sentAgain) ?? false;
}

/** The challenge with errors that are some. */
function withoutNews(challenge: Challenge): Challenge {
  const { non_field_errors: errors = [], ...others } = challenge.response_errors ?? {};
  const problems = errors.filter(({ code }) => code !== sentAgain);
  return { ...challenge, response_errors: { ...others, non_field_errors: problems } };
}

customElements.define("ak-stage-email", EmailStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-email": EmailStage;
  }
}
