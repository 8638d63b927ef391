import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { AnswerField, ChallengeOf } from "../../../protocol/challenges.ts";
import { prepareHtml } from "../../ui/sanitised-html.ts";
import { StageElement } from "../../ui/stage-element.ts";
import { htmlStyles } from "../../ui/sanitised-html.styles.ts";
import { wideCardStyles } from "../../ui/styles/wide-card.styles.ts";
import { actions } from "../../ui/templates/actions.ts";
import { quietLinks } from "../../ui/templates/quiet-links.ts";
import { cancelLink } from "../../ui/templates/ways-out.ts";
import { ChosenFiles } from "./chosen-files.ts";
import { PasswordHints } from "./password-hints.ts";
import { type PromptActions, promptField } from "./prompt-field.ts";
import { promptStyles } from "./prompt-stage.styles.ts";
import { promptAnswer } from "./prompt-values.ts";
import { type Prompt, promptsOf, type PromptView, promptViews } from "./prompt-view.ts";

/** Whether what is typed twice is the same; `""` as long as it does not matter. */
type Match = "" | "same" | "different";

/** Prompts without a control that an error could stand next to. */
const withoutControl: ReadonlySet<string> = new Set([
  "hidden",
  "static",
  "separator",
  "alert_info",
  "alert_warning",
  "alert_danger",
]);

/** Asks for whatever the administrator has put together. What is typed lives in the document, and survives whatever the server says. */
export class PromptStage extends StageElement<"ak-stage-prompt"> {
  static prepare(challenge: ChallengeOf<"ak-stage-prompt">): Promise<void> | undefined {
    return prepareHtml(promptsOf(challenge).flatMap(({ sub_text, initial_value }) => [sub_text, initial_value]));
  }

  readonly #initials = new Map<string, string>();
  readonly #files = new ChosenFiles(this);
  readonly #hints = new PasswordHints(this);
  readonly #revealed = new Set<string>();
  #views: readonly PromptView[] = [];
  #match: Match = "";
  #mismatch = false;
  #unreadable = "";
  /** What was wrong may have been put right in these, until the server says something new. */
  #corrected: { readonly of: unknown; readonly keys: Set<string> } = { of: undefined, keys: new Set() };
  #reading = false;

  readonly #actions: PromptActions = {
    chosenFile: (key) => this.#files.get(key),
    onFile: (key, file) => {
      this.#unreadable = "";
      this.#files.choose(key, file);
    },
    isRevealed: (key) => this.#revealed.has(key),
    onReveal: (key) => {
      if (!this.#revealed.delete(key)) this.#revealed.add(key);
      this.requestUpdate();
    },
  };

  constructor() {
    super();
    htmlStyles(this);
    promptStyles(this);
    wideCardStyles(this);
    // Some managers say that a value has changed before it has; leaving the field settles it.
    for (const type of ["input", "change", "focusout"]) this.addEventListener(type, (event) => this.#onInput(event));
  }

  override get heading(): string {
    return this.challenge.flow_info?.title || msg("A few details");
  }

  override get fieldNames(): readonly AnswerField<"ak-stage-prompt">[] {
    return promptsOf(this.challenge).flatMap(({ type, field_key: key }) => (withoutControl.has(type) ? [] : [key]));
  }

  protected override willUpdate(): void {
    if (this.#corrected.of !== this.challenge) this.#corrected = { of: this.challenge, keys: new Set() };
    this.#views = promptViews(this.challenge, this.#initials);
  }

  protected override render(): TemplateResult {
    const danger = this.#danger;
    const cancelUrl = this.challenge.flow_info?.cancel_url;
    return html`${this.#views.map(
      (view) => html`${promptField(this.#withOwnErrors(view), this.#actions)}${this.#renderHints(view)}`,
    )}
    ${actions(this, danger?.placeholder || msg("Continue"))}
    ${danger ? quietLinks([cancelUrl && cancelLink(cancelUrl)]) : nothing}`;
  }

  override submitted(data: FormData): void {
    this.#revealed.clear(); // Managers and browsers look for passwords, not for text.
    this.#mismatch = this.#compare() === "different";
    this.requestUpdate();
    if (this.#mismatch) return void this.#point(this.#pair?.[1]);
    const tooLarge = this.#views.find(({ prompt }) => this.#files.isTooLarge(prompt.field_key));
    if (tooLarge) return void this.#point(tooLarge);
    if (this.#files.some) void this.#sendWithFiles(data);
    else this.send(promptAnswer(this.#views, data, new Map()));
  }

  async #sendWithFiles(data: FormData): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    const { challenge } = this;
    const files = await this.#files.read((key) => (this.#unreadable = key));
    this.#reading = false;
    if (!this.isConnected || challenge !== this.challenge) return;
    if (files) this.send(promptAnswer(this.#views, data, files));
    else void this.#point(this.#views.find(({ prompt }) => prompt.field_key === this.#unreadable));
  }

  /** Shows what is wrong with a field, and takes the person there. */
  async #point(view: PromptView | undefined): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    if (view) this.querySelector<HTMLElement>(`[id$="${view.id}"]`)?.focus();
  }

  /** What warns of something that cannot be undone: its button looks like that, and says what is done if the server tells. */
  get #danger(): Prompt | undefined {
    return promptsOf(this.challenge).find(({ type }) => type === "alert_danger");
  }

  /** The password and its repetition, if that is what is asked for: exactly two, as the server sees it. */
  get #pair(): readonly PromptView[] | undefined {
    const passwords = this.#views.filter(({ prompt }) => prompt.type === "password");
    return passwords.length === 2 ? passwords : undefined;
  }

  #compare(): Match {
    const [first, second] = (this.#pair ?? []).map((view) => this.#valueOf(view));
    if (!first || !second) return "";
    return first === second ? "same" : "different";
  }

  #onInput({ type, target, isTrusted }: Event): void {
    if (!isTrusted) this.#refuseOld(target);
    if (type === "input") this.#correct(target);
    this.#judge();
    const match = this.#compare();
    // What moves the focus, such as the error itself, puts nothing right.
    const isSettled = match !== "different" || (type === "input" && this.#pair?.some((view) => isOf(view, target)));
    if (match === this.#match && !(this.#mismatch && isSettled)) return;
    this.#match = match;
    if (isSettled) this.#mismatch = false;
    this.requestUpdate();
  }

  /** A manager that knows the old password puts it into the repetition alone: a new one is filled in from the first on. */
  #refuseOld(target: EventTarget | null): void {
    const [first, second] = this.#pair ?? [];
    if (!first || !second || !(target instanceof HTMLInputElement) || target.id !== second.id) return;
    if (this.#valueOf(first) === "" && target.value !== "") target.value = "";
  }

  #correct(target: EventTarget | null): void {
    const view = this.#views.find((view) => isOf(view, target));
    if (!view || view.errors.length === 0) return;
    this.#corrected.keys.add(view.prompt.field_key);
    this.requestUpdate();
  }

  /** Only a password that is typed twice is a new one for certain. */
  #judge(): void {
    const [first] = this.#pair ?? [];
    if (!first) return;
    const others = [...this.querySelectorAll<HTMLInputElement>("input:not([autocomplete=new-password])")];
    const known = [this.challenge.flow_info?.title ?? "", ...others.map(({ value }) => value)];
    void this.#hints.judge(this.#valueOf(first), known.filter(Boolean));
  }

  #valueOf({ id }: PromptView): string {
    return this.querySelector<HTMLInputElement>(`[id$="${id}"]`)?.value ?? "";
  }

  #withOwnErrors(view: PromptView): PromptView {
    const { prompt, errors } = view;
    if (this.#mismatch && view === this.#pair?.[1]) {
      return { ...view, errors: [msg("The passwords are not the same. Type the first one here again.")] };
    }
    if (this.#unreadable === prompt.field_key) {
      return { ...view, errors: [...errors, msg("This file cannot be read any more. Choose it again.")] };
    }
    if (this.#files.isTooLarge(prompt.field_key)) {
      return { ...view, errors: [msg("This file is too large. Choose one of 6 MB at most.")] };
    }
    return this.#corrected.keys.has(prompt.field_key) ? { ...view, errors: [] } : view;
  }

  #renderHints(view: PromptView): TemplateResult | typeof nothing {
    if (view.prompt.type !== "password") return nothing;
    const pair = this.#pair;
    return html`${this.#hints.render(view.id, view === pair?.[0])}${view === pair?.[1] ? this.#renderMatch() : nothing}`;
  }

  #renderMatch(): TemplateResult {
    const text =
      this.#match === "same"
        ? msg("Both passwords are the same.")
        : this.#match === "different" && !this.#mismatch
          ? msg("The passwords differ so far.")
          : "";
    return html`<p class="ak-hint ak-match ak-match-${this.#match}" role="status" ?hidden=${!text}>${text}</p>`;
  }
}

/** Whether it is the prompt's control. */
function isOf({ name }: PromptView, target: EventTarget | null): boolean {
  return target !== null && "name" in target && target.name === name;
}

customElements.define("ak-stage-prompt", PromptStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-prompt": PromptStage;
  }
}
