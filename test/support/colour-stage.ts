import { html, type TemplateResult } from "lit";
import { StageElement } from "../../src/client/ui/stage-element.ts";

/** A stage as somebody else would write one. */
export class ColourStage extends StageElement {
  override get heading(): string {
    return "Your colour";
  }

  protected override render(): TemplateResult {
    return html`<label>Colour <input name="colour" value="red" /></label><button name="continue" type="submit">Choose</button>`;
  }
}

customElements.define("test-stage-colour", ColourStage);
