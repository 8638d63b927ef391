import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { StageElement } from "../ui/stage-element.ts";
import { notice, retryButton, wayOut } from "../ui/templates/notice.ts";
import { signInUrl, wayBack } from "../ui/templates/ways-out.ts";

/** The end of a flow that may not go on. The plan is gone on the server, so the ways are out, or from the start. */
export class AccessDeniedStage extends StageElement<"ak-stage-access-denied"> {
  readonly #context = new FlowContextConsumer(this);

  override get heading(): string {
    return msg("Access denied");
  }

  protected override render(): TemplateResult {
    const { error_message: reason, flow_info: info, pending_user: user } = this.challenge;
    // authentik says "Unknown error" where it has nothing to say.
    const known = reason && reason !== "Unknown error";
    // Where it is about somebody the server names them.
    const signIn = user ? undefined : signInUrl(this.#context.base);
    return html`${notice(known ? reason : msg("You cannot continue here. Your administrator can tell you why."))}
    ${signIn ? notice(msg("You are not signed in, and that may be the reason.")) : nothing}
    ${signIn ? wayOut(msg("Sign in"), signIn) : wayBack(info?.cancel_url, this.#context.base)}
    ${retryButton(msg("Start over"), true)}`;
  }
}

customElements.define("ak-stage-access-denied", AccessDeniedStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-access-denied": AccessDeniedStage;
  }
}
