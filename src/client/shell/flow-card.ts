import { msg } from "@lit/localize";
import { render } from "lit";
import type { Challenge } from "../../protocol/challenges.ts";
import { type Credentials, credentialsFor } from "../../protocol/credentials.ts";
import { pagePath } from "../platform/environment.ts";
import type { AnyStage } from "../ui/stage-element.ts";
import { sentencesOf } from "../ui/text/sentences-of.ts";
import { cardTemplate } from "./card.template.ts";
import { checkControl, part, setAttribute, setText } from "./field-row.ts";
import { IdentityRow } from "./identity-row.ts";
import { PasswordRow } from "./password-row.ts";

/** What a person can go on with. */
const reachable =
  ":is(input, select, textarea, button, a.ak-button):not(:disabled, [readonly], [type=hidden], [inert] *, [hidden], [hidden] *)";

/**
 * The card of the flow: the header of the step and the one form, with the two inputs that live as long as the form.
 * Made by hand rather than rendered, because these nodes must never be replaced: the server may have made them already, and password
 * managers hold on to them.
 */
export class FlowCard {
  readonly element: HTMLElement;
  readonly form: HTMLFormElement;
  readonly #title: HTMLElement;
  readonly #intro: HTMLElement;
  readonly #announcer: HTMLElement;
  readonly #identity: IdentityRow;
  readonly #password: PasswordRow;
  #challenge: Challenge | undefined;

  /** @param element the card as the template or the server has made it */
  constructor(element: HTMLElement) {
    this.element = element;
    this.form = part(element, "form");
    this.#title = part(element, ".ak-title");
    this.#intro = part(element, ".ak-intro");
    this.#announcer = part(element, ".ak-announcer");
    this.#identity = new IdentityRow(part(element, ".ak-identity"));
    // The server leaves it out where the flow has no password.
    const password =
      element.querySelector<HTMLElement>(".ak-credential") ?? part<HTMLElement>(emptyCard(), ".ak-credential");
    this.#password = new PasswordRow(password);
    this.form.noValidate = true; // We check the fields ourselves, to say it next to them.
    this.form.addEventListener("submit", (event) => this.#onSubmit(event), { capture: true });
    this.form.addEventListener("ak-stage-turn", () => void this.#onTurn());
  }

  /** The stage in the form: ours, or the one that the server has rendered. */
  get stage(): AnyStage | null {
    return this.form.querySelector<AnyStage>(":scope > [data-stage]");
  }

  /** Puts a stage in place of the one before; everything else must be up to date, because managers look once, at the insertion. */
  mount(stage: AnyStage): void {
    this.stage?.remove();
    stage.dataset["stage"] = "";
    this.form.append(stage);
    // Last, because Chromium computes styles at once to see whether what has the focus can keep it.
    setAttribute(this.#identity.input, "tabindex", this.#identity.input.readOnly && "-1");
  }

  /** @param isNew the step is not the one that was showing */
  update(challenge: Challenge, stage: AnyStage, isNew: boolean): void {
    this.#password.show(false); // Before it is sent, at the latest.
    // That a request is under way, or has failed, is the stage's to show. And what was wrong may have been corrected by now.
    if (challenge === this.#challenge && !isNew) return;
    this.#challenge = challenge;
    const credentials = credentialsFor(challenge, msg);
    this.#updateHeader(stage);
    this.#identity.update(credentials, isNew);
    this.#identity.describe(this.#intro.id, stage.intro !== "");
    this.#updatePassword(credentials);
    const errors = challenge.response_errors ?? {};
    this.#identity.error = sentencesOf(errors["uid_field"]).join(" ");
    this.#password.error = sentencesOf(errors["password"]).join(" ");
  }

  /** What was typed in the flow so far that the account goes by, or `""`. */
  get accountName(): string {
    return this.#identity.input.value;
  }

  /** The flow has ended, or leaves the page. */
  forget(): void {
    this.#password.forget();
  }

  /** Shows whether a request is under way. Fields stay readable and writable: managers skip what is disabled. */
  set busy(busy: boolean) {
    this.form.setAttribute("aria-busy", String(busy)); // Firefox has no `ariaBusy` before 119.
  }

  /** Says the step to screen readers. */
  announce(): void {
    setText(this.#announcer, [this.#title.textContent, this.#intro.textContent].filter(Boolean).join(". "));
  }

  /** Moves the focus to the first field in error, else to the first that wants an answer, else to the first, else to the button, else to the title. */
  focus(): void {
    const controls = [...this.form.querySelectorAll<HTMLInputElement>(reachable)]; // Or what is much like it.
    const invalid = controls.find((control) => control.matches("[aria-invalid=true]"));
    const fields = controls.filter((control) => control.matches(":not(a, button, [type=checkbox])"));
    const empty = fields.find(({ required, value }) => required && !value);
    const target =
      invalid ?? empty ?? fields[0] ?? controls.find((control) => control.matches(".ak-button")) ?? this.#title;
    target.focus();
    if (invalid instanceof HTMLInputElement) invalid.select();
  }

  /** Submits a form that was sent before the app was there, or before its step was: the page's first script or we have noted it. */
  submitEarly(): void {
    if (this.form.dataset["early"] === undefined) return;
    delete this.form.dataset["early"];
    this.form.requestSubmit();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (!this.#challenge) {
      this.form.dataset["early"] = "";
      event.stopImmediatePropagation();
    } else if (this.form.matches("[aria-busy=true]")) event.stopImmediatePropagation();
    else if (!this.#isComplete()) {
      event.stopImmediatePropagation();
      this.focus();
    }
  }

  async #onTurn(): Promise<void> {
    const { stage } = this;
    await stage?.updateComplete;
    if (!stage || stage !== this.stage) return;
    this.#updateHeader(stage);
    this.announce();
    this.focus();
  }

  #updateHeader({ heading, intro }: AnyStage): void {
    setText(this.#title, heading);
    setText(this.#intro, intro);
    this.#intro.hidden = intro === "";
  }

  #isComplete(): boolean {
    for (const row of [this.#identity, this.#password]) row.validate();
    this.stage?.querySelectorAll<HTMLInputElement>("input, select, textarea").forEach(checkControl);
    return this.form.checkValidity();
  }

  #updatePassword(credentials: Credentials): void {
    const { row } = this.#password;
    const { password } = credentials;
    if (password === "keep" && row.classList.contains("ak-carried")) return;
    if (password === "keep" || password === "none") return this.#password.remove();
    this.#password.insertAfter(this.#identity.row);
    this.#password.update(credentials);
  }
}

/** Makes what a card is made of, not yet in the document. */
export function emptyCard(): HTMLElement {
  const container = document.createElement("div");
  render(cardTemplate(pagePath()), container);
  return part(container, "main");
}
