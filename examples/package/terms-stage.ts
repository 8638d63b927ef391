import { actions, type AnyChallenge, errorsOf, field, html, registerStage, StageElement } from "flow-interface/stage";

interface TermsChallenge extends AnyChallenge {
  readonly component: "acme-terms";
  readonly version: string;
}

/** Asks to agree to terms, and for initials. */
export class TermsStage extends StageElement<TermsChallenge> {
  override get heading() {
    return "Our terms";
  }

  override get intro() {
    return `Version ${this.challenge.version}`;
  }

  override get fieldNames() {
    return ["initials"];
  }

  protected override render() {
    return html`${field({
      id: "initials",
      label: "Your initials",
      errors: errorsOf(this.challenge, "initials"),
      control: ({ id, describedBy, invalid }) =>
        html`<input id=${id} name="initials" required aria-describedby=${describedBy} aria-invalid=${invalid} />`,
    })}${actions(this, "I agree")}`;
  }
}

customElements.define("acme-terms", TermsStage);
registerStage("acme-terms", () => TermsStage);
