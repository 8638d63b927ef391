import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import type { AnswerOf } from "../../protocol/challenges.ts";
import { StageElement } from "../ui/stage-element.ts";
import { problemBar } from "../ui/templates/actions.ts";

/** Asks whether to stay signed in on this device. Two answers of equal weight; each button is one. */
export class UserLoginStage extends StageElement<"ak-stage-user-login"> {
  override get heading(): string {
    return msg("Stay signed in?");
  }

  override get intro(): string {
    return msg("Choose Yes on a device that only you use, and you are asked to sign in less often.");
  }

  protected override render(): TemplateResult {
    return html`${problemBar(this)}
      <button class="ak-button" type="submit" name="continue" value="remember-me">${msg("Yes, stay signed in")}</button>
      <button class="ak-button ak-secondary" type="submit" name="continue" value="forget-me">${msg("No")}</button>`;
  }

  override answer(data: FormData): AnswerOf<"ak-stage-user-login"> {
    return { remember_me: data.get("continue") === "remember-me" };
  }
}

customElements.define("ak-stage-user-login", UserLoginStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-user-login": UserLoginStage;
  }
}
