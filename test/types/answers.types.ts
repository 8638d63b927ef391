/** What the compiler has to refuse of answers; `npm run typecheck` fails where it no longer does. Nothing here ever runs. */
import { html, type TemplateResult } from "lit";
import type { AnswerField, AnswerOf } from "../../src/protocol/challenges.ts";
import { FlowSubmitEvent } from "../../src/client/ui/events.ts";
import { StageElement } from "../../src/client/ui/stage-element.ts";

abstract class PasswordAnswers extends StageElement<"ak-stage-password"> {
  override get fieldNames(): readonly AnswerField<"ak-stage-password">[] {
    // @ts-expect-error the answer has no such field
    return ["pasword"];
  }

  // @ts-expect-error a misspelt key
  override answer(): { pasword: string } {
    return { pasword: "secret" };
  }

  protected override render(): TemplateResult {
    this.send({ password: "secret" });
    // @ts-expect-error a misspelt key
    this.send({ pasword: "secret" });
    // @ts-expect-error a value of another type
    this.send({ password: 1 });
    // @ts-expect-error the password is missing
    this.send({});
    // @ts-expect-error the session adds the component
    this.send({ password: "secret", component: "ak-stage-password" });
    return html``;
  }
}

abstract class DummyAnswers extends StageElement<"ak-stage-dummy"> {
  protected override render(): TemplateResult {
    this.send({});
    // @ts-expect-error this step takes no fields
    this.send({ code: "123456" });
    return html``;
  }
}

abstract class DeniedAnswers extends StageElement<"ak-stage-access-denied"> {
  protected override render(): TemplateResult {
    // @ts-expect-error this step takes no response
    this.send({ code: "123456" });
    return html``;
  }
}

abstract class PromptAnswers extends StageElement<"ak-stage-prompt"> {
  protected override render(): TemplateResult {
    this.send({ "attributes.colour": "blue" }); // The administrator names the fields.
    return html``;
  }
}

const login: AnswerOf<"ak-stage-user-login"> = { remember_me: true };
// @ts-expect-error a misspelt key
const misspelt: AnswerOf<"ak-stage-user-login"> = { rememberMe: true };
new FlowSubmitEvent<"ak-stage-authenticator-totp">({ code: "123456" });
// @ts-expect-error a misspelt key
new FlowSubmitEvent<"ak-stage-authenticator-totp">({ kode: "123456" });

/** Any stage stands where one is wanted, whatever it answers. */
export function anyStage(stage: PasswordAnswers | DummyAnswers | DeniedAnswers | PromptAnswers): StageElement {
  return stage;
}
export const values: readonly unknown[] = [login, misspelt];
