import { msg } from "@lit/localize";
import { LitElement, type nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type {
  AnswerFieldFor,
  AnswerFor,
  AnyChallenge,
  ChallengeFor,
  ComponentName,
  StageSubject,
} from "../../protocol/challenges.ts";
import type { FlowProblem } from "../flow/flow-problem.ts";
import { formAnswer } from "../flow/form-answer.ts";
import { ServedContent } from "./controllers/served-content.ts";
import { Waiting } from "./controllers/waiting.ts";
import { FlowSubmitEvent } from "./events.ts";

/**
 * Base of all stages: renders one challenge into itself (light DOM, for password managers), inside the form of the flow.
 *
 * A stage is complete the moment it is inserted: password managers look at what was inserted, and only once.
 * The user name and the password are fields of the form, not of a stage.
 *
 * @fires {FlowSubmitEvent} ak-flow-submit - the answer, when the form is submitted or the stage has one of its own
 * @fires {StageTurnEvent} ak-stage-turn - the stage shows something else than before, of its own accord: another screen of the same step
 */
export abstract class StageElement<S extends StageSubject = ComponentName> extends LitElement {
  static override properties: PropertyDeclarations = {
    challenge: { attribute: false },
    busy: { attribute: false },
    problem: { attribute: false },
  };

  /** What the server asks. Read-only. */
  declare challenge: ChallengeFor<S>;
  /** A request is under way. */
  declare busy: boolean;
  /** Why the last request failed. */
  declare problem: FlowProblem | undefined;

  readonly waiting = new Waiting(this);
  readonly #served = new ServedContent(this);
  #connection: AbortController | undefined;

  /** The title of the step; by default the one that the administrator gave to the flow. Never empty. */
  get heading(): string {
    return this.challenge.flow_info?.title || msg("Continue");
  }

  /** A sentence between the title and the fields, or `""`. */
  get intro(): string {
    return "";
  }

  /** The fields of the answer that have an input here, with their errors beside it. Errors of any other field stand above the button. */
  get fieldNames(): readonly AnswerFieldFor<S>[] {
    return [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    this.closest("form")?.addEventListener("submit", (event) => this.#onSubmit(event), {
      signal: this.#connection.signal,
    });
    if (!this.#served.isThere) this.performUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override shouldUpdate(): boolean {
    if (!this.#served.isThere) return true;
    this.waiting.hostUpdate();
    const hasNews = this.#served.isOutdated(this.challenge) || this.problem !== undefined || this.waiting.slow;
    if (hasNews) this.#served.clear();
    return hasNews;
  }

  protected abstract override render(): TemplateResult | typeof nothing;

  /** The answer that the filled-in form makes; by default the values of the stage's own fields. */
  answer(data: FormData): AnswerFor<S> {
    return formAnswer<S>(data);
  }

  /** Called when the form is sent, and its fields are complete; by default the stage gives its answer. */
  submitted(data: FormData): void {
    this.send(this.answer(data));
  }

  /** Gives an answer. While another one is under way it is not sent. */
  protected send(answer: AnswerFor<S>): void {
    this.dispatchEvent(new FlowSubmitEvent<S>(answer));
  }

  /** Called when the server has accepted this step, before the next one is shown. */
  accepted(): void {}

  #onSubmit(event: SubmitEvent): void {
    const form = event.currentTarget as HTMLFormElement;
    this.submitted(new FormData(form, event.submitter));
  }
}

/** A stage, whatever it is for. */
export type AnyStage = StageElement<AnyChallenge>;
