import { msg } from "@lit/localize";
import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { AnswerField, AnswerOf } from "../../../protocol/challenges.ts";
import { Ceremony } from "../../ui/controllers/ceremony.ts";
import { CodeEntry } from "../../ui/controllers/code-entry.ts";
import { FlowContextConsumer } from "../../ui/controllers/flow-context-consumer.ts";
import { StageTurnEvent } from "../../ui/events.ts";
import { StageElement } from "../../ui/stage-element.ts";
import { authenticatorStyles } from "../../ui/styles/authenticator.styles.ts";
import { waitingButtonStyles } from "../../ui/styles/waiting-button.styles.ts";
import { type Acting, actions, problemBar } from "../../ui/templates/actions.ts";
import { bareCode, codeField } from "../../ui/templates/code-field.ts";
import { errorsOf } from "../../ui/templates/field.ts";
import { withErrorsAt, withFormErrors, withFormErrorsAt, withoutFormErrors } from "../../ui/text/form-errors.ts";
import { icon } from "../../ui/templates/icon.ts";
import { startOver } from "../../ui/templates/ways-out.ts";
import { resend } from "../../ui/templates/resend.ts";
import { webAuthnText } from "../../ui/text/webauthn-text.ts";
import { CodeRequest } from "./code-request.ts";
import { type Choice, type Device, deviceToShow, needsMessage, type ValidateChallenge } from "./device-choice.ts";
import { deviceList, setupList } from "./device-list.template.ts";
import { deviceWords, sentWords } from "./device-words.ts";

/** Asks for a second factor, or for a passkey instead of a password: one device at a time, and a list to choose another from. */
export class AuthenticatorValidateStage extends StageElement<"ak-stage-authenticator-validate"> {
  static override properties: PropertyDeclarations = {
    choice: { state: true },
    passcode: { state: true },
  };

  declare private choice: Choice;
  /** A code from Duo's app is typed in, instead of a request approved. */
  declare private passcode: boolean;

  readonly #ceremony = new Ceremony(this);
  readonly #request = new CodeRequest(this);
  readonly #entry = new CodeEntry(this, () => this.#device?.device_class === "sms");
  readonly #context = new FlowContextConsumer(this);
  /** Its errors belong to another screen, or to what has been put right since. */
  #staleErrors: ValidateChallenge | undefined;

  constructor() {
    super();
    this.passcode = false;
    authenticatorStyles(this);
    waitingButtonStyles(this);
  }

  override get heading(): string {
    const device = this.#device;
    if (device?.device_class === "webauthn" && !this.challenge.pending_user) return msg("Sign in with a passkey");
    if (device) return this.passcode ? msg("Enter a passcode") : deviceWords(device).heading;
    return this.challenge.device_challenges.length > 0 ? msg("Confirm that it is you") : msg("Protect your account");
  }

  override get intro(): string {
    const device = this.#device;
    if (device)
      return this.passcode ? msg("Open Duo Mobile and type in the passcode that it shows.") : deviceWords(device).intro;
    if (this.challenge.device_challenges.length > 0) return msg("Choose how.");
    return this.challenge.configuration_stages.length > 0
      ? msg("You need a second way to show that it is you. Choose one to set up.")
      : msg("You need a second way to show that it is you, but there is none to set up. Contact your administrator.");
  }

  override get fieldNames(): readonly AnswerField<"ak-stage-authenticator-validate">[] {
    return this.#asksCode ? ["code"] : [];
  }

  get #device(): Device | undefined {
    return deviceToShow(this.challenge, this.choice);
  }

  override connectedCallback(): void {
    this.choice = this.#device; // Another one that appears meanwhile takes nothing away from it.
    // First, so that what is inserted is what stays. A request on somebody's phone waits for the button, and so does another try.
    if (!this.challenge.response_errors && this.#device?.device_class !== "duo") this.#begin();
    super.connectedCallback();
  }

  protected override render(): TemplateResult {
    const device = this.#device;
    if (!device) return this.#renderLists();
    return html`${this.#renderDevice(device)}
    ${
      this.challenge.device_challenges.length > 1
        ? html`<button class="ak-text-button" type="button" @click=${this.#onOther}>${msg("Choose another way")}</button>`
        : nothing
    }`;
  }

  override answer(data: FormData): AnswerOf<"ak-stage-authenticator-validate"> {
    return { code: bareCode(data) };
  }

  override accepted(): void {
    this.#request.forget();
  }

  override submitted(data: FormData): void {
    const device = this.#device;
    if (device?.device_class === "webauthn") this.#useKey(device, true);
    else if (device?.device_class === "duo" && !this.passcode) this.#push(device);
    else if (device) super.submitted(data);
  }

  readonly #onOther = (): void => this.#turn("list");
  readonly #onPasscode = (): void => this.#turn(this.choice, !this.passcode);

  #renderLists(): TemplateResult {
    const { device_challenges: devices, configuration_stages: stages } = this.challenge;
    return html`${problemBar(this.#acting())}
    ${devices.length > 0 ? deviceList(devices, (device) => this.#turn(device)) : nothing}
    ${stages.length > 0 ? setupList(stages, (id) => !this.busy && this.send({ selected_stage: id })) : nothing}
    ${devices.length + stages.length === 0 ? startOver(this.#context.base) : nothing}`;
  }

  #renderDevice(device: Device): TemplateResult {
    switch (device.device_class) {
      case "totp":
      case "static":
      case "sms":
      case "email":
        return this.#renderCode(device);
      case "webauthn":
        return this.#renderKey();
      case "duo":
        return this.passcode ? this.#renderCode(device) : this.#renderPush();
      default:
        return this.challenge.device_challenges.length > 1
          ? problemBar(this.#acting())
          : html`${problemBar(this.#acting())}${startOver(this.#context.base)}`;
    }
  }

  #renderCode(device: Device): TemplateResult {
    const isRecovery = device.device_class === "static";
    return html`${codeField({
      label: isRecovery ? msg("Recovery code") : this.passcode ? msg("Passcode") : msg("Code"),
      errors: this.#hasStaleErrors ? [] : errorsOf(withErrorsAt(this.challenge, "code"), "code"),
      letters: isRecovery,
      entry: isRecovery ? undefined : this.#entry,
    })}
    ${actions(withFormErrorsAt(this.#acting(), "code"), msg("Continue"), msg("Continue"))}
    ${
      needsMessage(device)
        ? resend({
            seconds: this.#request.seconds,
            status: sentWords(this.#request.sent),
            onResend: () => this.#request.ask(device),
          })
        : nothing
    }
    ${
      this.passcode
        ? html`<button class="ak-text-button" type="button" @click=${this.#onPasscode}>${msg("Approve a request instead")}</button>`
        : nothing
    }`;
  }

  #renderKey(): TemplateResult {
    const { running, problem } = this.#ceremony;
    const status = this.busy ? msg("Checking.") : running ? msg("Waiting for your passkey or security key.") : "";
    return html`<div class="ak-scene">${icon("key")}<p role="status">${status}</p></div>
      ${actions(this.#acting(webAuthnText(problem)), msg("Use passkey or security key"))}`;
  }

  #renderPush(): TemplateResult {
    const isDenied = !this.#hasStaleErrors && errorsOf(this.challenge, "duo").length > 0;
    const status = this.busy ? msg("The request is on your phone. Open Duo Mobile to approve it.") : "";
    return html`<div class="ak-scene">${icon("phone")}<p role="status">${status}</p></div>
      ${actions(this.#acting(), isDenied ? msg("Send again") : msg("Send a request to my phone"), msg("Send again"))}
      <button class="ak-text-button" type="button" ?hidden=${this.busy} @click=${this.#onPasscode}>
        ${msg("Use a passcode instead")}
      </button>`;
  }

  /** The stage with the errors that belong to this screen. */
  #acting(own = ""): Acting {
    return withFormErrors(this.#hasStaleErrors ? withoutFormErrors(this) : this, own);
  }

  get #hasStaleErrors(): boolean {
    return this.#staleErrors === this.challenge || this.#request.hasStaleErrors;
  }

  /** There is a field for a code. */
  get #asksCode(): boolean {
    const kind = this.#device?.device_class;
    return kind === "duo" ? this.passcode : ["totp", "static", "sms", "email"].includes(kind ?? "");
  }

  /** Shows another screen, and begins there what has to be begun. */
  #turn(choice: Choice, passcode = false): void {
    if (this.busy) return;
    this.#ceremony.stop();
    this.#entry.stop();
    this.choice = choice;
    this.passcode = passcode;
    this.#staleErrors = this.challenge;
    this.#request.stop();
    this.dispatchEvent(new StageTurnEvent());
    if (!passcode) this.#begin();
  }

  #begin(): void {
    const device = this.#device;
    if (!device) return;
    if (device.device_class === "webauthn") this.#useKey(device);
    if (device.device_class === "duo") this.#push(device);
    if (needsMessage(device)) this.#request.begin(device);
  }

  #push({ device_uid: id }: Device): void {
    this.send({ duo: Number(id) });
  }

  #useKey({ challenge }: Device, isAsked = false): void {
    this.#staleErrors = this.challenge;
    void this.#ceremony.run(
      (webauthn) => webauthn.authenticate(challenge),
      (credential) => this.send({ webauthn: credential }),
      isAsked,
    );
  }
}

customElements.define("ak-stage-authenticator-validate", AuthenticatorValidateStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-authenticator-validate": AuthenticatorValidateStage;
  }
}
