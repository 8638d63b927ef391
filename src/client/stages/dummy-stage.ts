import { msg, str } from "@lit/localize";
import type { TemplateResult } from "lit";
import { StageElement } from "../ui/stage-element.ts";
import { actions } from "../ui/templates/actions.ts";

/** A step without a question, for trying a flow out. */
export class DummyStage extends StageElement<"ak-stage-dummy"> {
  override get intro(): string {
    return msg(str`Stage name: ${this.challenge.name}`);
  }

  protected override render(): TemplateResult {
    return actions(this, msg("Continue"));
  }
}

customElements.define("ak-stage-dummy", DummyStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-dummy": DummyStage;
  }
}
