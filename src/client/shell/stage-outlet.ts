import type { Challenge } from "../../protocol/challenges.ts";
import type { FlowProblem } from "../flow/flow-problem.ts";
import type { StageLoader } from "../stages/registry.ts";
import type { AnyStage } from "../ui/stage-element.ts";
import { FlowCard } from "./flow-card.ts";

/** What the outlet is to show. */
export interface Showing {
  readonly challenge: Challenge;
  readonly load: StageLoader;
  /** The same key means the same step: its form stays. */
  readonly key: unknown;
  readonly busy: boolean;
  readonly problem?: FlowProblem | undefined;
}

/** Shows one step after the other in the card of the flow. The card is inserted with its first step already in it. */
export class StageOutlet {
  readonly #root: ParentNode & Node;
  readonly #makeCard: () => FlowCard;
  #card: FlowCard | undefined;
  #key: unknown;
  #isServed = false;

  /**
   * @param root where the card stands: the executor itself, or its shadow root when it is encapsulated
   * @param makeCard makes one where there is none yet
   */
  constructor(root: ParentNode & Node, makeCard: () => FlowCard) {
    this.#root = root;
    this.#makeCard = makeCard;
    const served = root.querySelector<HTMLElement>(".ak-card");
    if (served) this.#card = new FlowCard(served);
  }

  /** Whether there is anything to see. */
  get isEmpty(): boolean {
    return this.#card === undefined;
  }

  /** The name that the account goes by in this flow, as far as it was typed or told; or `""`. */
  get accountName(): string {
    return this.#card?.accountName ?? "";
  }

  /** Forgets which step it shows: another run begins. */
  reset(): void {
    this.#key = undefined;
    this.forget();
  }

  /** Forgets what is kept for password managers alone: the flow has ended, or leaves the page. */
  forget(): void {
    this.#card?.forget();
  }

  /**
   * Brings the card up to date.
   *
   * @param onStep told of a new step before it is shown; `false` keeps it from being shown
   * @returns whether a new step is shown now
   * @throws when the code of the stage cannot be loaded
   */
  async show(showing: Showing, onStep: (stage: AnyStage) => boolean): Promise<boolean> {
    const { key, load } = showing;
    if (key === this.#key) {
      if (this.#card?.stage) this.#update(this.#card, this.#card.stage, showing, false);
      return false;
    }
    this.#key = key;
    const loaded = load();
    const StageClass = loaded instanceof Promise ? await loaded : loaded;
    const preparation = StageClass.prepare?.(showing.challenge);
    if (preparation) await preparation;
    if (this.#key !== key) return false; // Overtaken while loading.
    const old = this.#card?.stage;
    const served = old instanceof StageClass && (old as Partial<AnyStage>).challenge === undefined ? old : undefined;
    const stage = served ?? new StageClass();
    stage.challenge = showing.challenge;
    if (!onStep(stage)) return false;
    const card = (this.#card ??= this.#makeCard());
    this.#update(card, stage, showing, true);
    if (!served) card.mount(stage);
    if (!card.element.isConnected) this.#root.append(card.element);
    this.#isServed = served !== undefined;
    if (served) card.submitEarly();
    return true;
  }

  /** Tells the stage that shows that the server has accepted it. */
  accept(): void {
    const stage = this.#card?.stage as Partial<AnyStage> | null | undefined;
    if (stage?.challenge) stage.accepted?.(); // What the server has rendered may never have been ours.
  }

  /** Moves the focus to where the person goes on, and announces the step; one that came with the page is read with the page. */
  arrive(): void {
    if (!this.#isServed) this.#card?.announce();
    this.#card?.focus();
  }

  #update(card: FlowCard, stage: AnyStage, { challenge, busy, problem }: Showing, isNew: boolean): void {
    stage.challenge = challenge;
    stage.busy = busy;
    stage.problem = problem;
    card.busy = busy;
    card.update(challenge, stage, isNew);
  }
}
