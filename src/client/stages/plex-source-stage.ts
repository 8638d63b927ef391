import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { assertNever } from "../../protocol/assert-never.ts";
import { PlexSignIn } from "../ui/controllers/plex-sign-in.ts";
import { FlowChallengeEvent } from "../ui/events.ts";
import { StageElement } from "../ui/stage-element.ts";
import { withFormErrors } from "../ui/text/form-errors.ts";
import { problemBar } from "../ui/templates/actions.ts";
import { otherWay } from "../ui/templates/other-way.ts";

/** Signs in with a Plex account, in a window of Plex's that the person opens. */
export class PlexSourceStage extends StageElement<"ak-source-plex"> {
  readonly #plex = new PlexSignIn(this, (challenge) => this.dispatchEvent(new FlowChallengeEvent(challenge)));

  override get heading(): string {
    return msg("Sign in with Plex");
  }

  override get intro(): string {
    return msg("Plex opens in a window of its own. This page goes on when you have signed in there.");
  }

  protected override render(): TemplateResult {
    const { status, address } = this.#plex;
    const waits = status === "waiting" || status === "redeeming";
    const text = waits ? (status === "waiting" ? msg("Waiting for Plex.") : msg("Signing you in.")) : "";
    return html`${problemBar(withFormErrors(this, this.#problem))}
      <p class="ak-hint" role="status" ?hidden=${!text}>${text}</p>
      ${
        status === "blocked" && address
          ? html`<a class="ak-button" href=${address} target="_blank" rel="noopener">${msg("Open Plex in a new tab")}</a>`
          : html`<button class="ak-button" type="button" @click=${this.#onStart}>${this.#label}</button>`
      }
      ${status === "redeeming" ? nothing : otherWay(this.challenge)}`;
  }

  get #label(): string {
    const { status } = this.#plex;
    if (status === "idle") return msg("Continue with Plex");
    return status === "waiting" || status === "redeeming" ? msg("Open Plex again") : msg("Try again");
  }

  get #problem(): string {
    const { status } = this.#plex;
    switch (status) {
      case "idle":
      case "waiting":
      case "redeeming":
        return "";
      case "blocked":
        return msg("Your browser blocked the window. Nothing is lost: open Plex in a new tab, then come back here.");
      case "closed":
        return msg("The window was closed before you were signed in. Nothing is lost. Open it again.");
      case "late":
        return msg("Nobody signed in within five minutes. Nothing is lost. Open Plex again.");
      case "refused":
        return msg("This Plex account cannot be used here. Use another one, or ask your administrator.");
      case "failed":
        return msg("Plex cannot be reached. Nothing is lost. Check your connection, then try again.");
      default:
        return assertNever(status);
    }
  }

  #onStart(): void {
    void this.#plex.start();
  }
}

customElements.define("ak-flow-source-plex", PlexSourceStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-flow-source-plex": PlexSourceStage;
  }
}
