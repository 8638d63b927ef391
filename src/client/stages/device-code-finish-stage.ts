import { msg } from "@lit/localize";
import type { TemplateResult } from "lit";
import { FlowContextConsumer } from "../ui/controllers/flow-context-consumer.ts";
import { StageElement } from "../ui/stage-element.ts";
import { wayOut } from "../ui/templates/notice.ts";

/** The device has what it needs; nothing is left to do here. */
export class DeviceCodeFinishStage extends StageElement<"ak-provider-oauth2-device-code-finish"> {
  readonly #context = new FlowContextConsumer(this);

  override get heading(): string {
    return msg("The device is connected");
  }

  override get intro(): string {
    return msg("You may close this page and go on with your device.");
  }

  protected override render(): TemplateResult {
    return wayOut(msg("Go to the overview"), this.#context.base, true);
  }
}

customElements.define("ak-stage-device-code-finish", DeviceCodeFinishStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-device-code-finish": DeviceCodeFinishStage;
  }
}
