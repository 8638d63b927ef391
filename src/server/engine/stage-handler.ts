import type { ChallengeOf, ComponentName, ResponseErrors, UserChallenge } from "../../protocol/challenges.ts";
import type { UncheckedAnswer } from "./answer.ts";
import type { FlowRequest } from "./flow-request.ts";
import type { InstanceOf, Model } from "./model.ts";
import type { Flow } from "./models/flow-model.ts";
import type { Plan, PlannedBinding } from "./plan.ts";
import type { Services } from "./services.ts";
import type { JsonObject } from "../store/json-value.ts";

/** One visit of one stage. */
export interface StageVisit<S> {
  /** The stage's own settings. */
  readonly settings: S;
  readonly step: PlannedBinding;
  readonly plan: Plan;
  readonly flow: Flow;
  readonly request: FlowRequest;
  readonly services: Services;
}

type AddedByExecutor =
  | "flow_info"
  | "response_errors"
  | keyof Pick<UserChallenge, "pending_user" | "pending_user_avatar">;
type WithoutAdded<C> = C extends unknown ? Omit<C, AddedByExecutor> : never;

/** A challenge as a stage makes it. Flow, user and errors are added by the executor, absent optional fields as the protocol wants them. */
export type StageChallenge<C extends ComponentName = ComponentName> = WithoutAdded<ChallengeOf<C>>;

/** What showing a stage comes to: a question, or for silent stages what they did. */
export type Shown<C extends ComponentName = ComponentName> =
  | {
      readonly kind: "challenge";
      readonly challenge: StageChallenge<C>;
      /** What went wrong before anything was answered. */
      readonly errors?: ResponseErrors | undefined;
    }
  | { readonly kind: "ok" }
  | { readonly kind: "denied"; readonly message?: string | undefined };

/** An answer that is not taken, and why. */
export type Rejected = { readonly kind: "invalid"; readonly errors: ResponseErrors };

/** What an answer comes to. */
export type Answered = Exclude<Shown, { kind: "challenge" }> | Rejected;

/**
 * The behaviour of one type of stage. `C` names the components that it shows and takes answers to, so that the compiler knows the fields of both;
 * `never` for a stage that asks nothing.
 */
export interface StageHandler<M extends Model = Model, C extends ComponentName = ComponentName> {
  /** Its attributes in blueprints. For a stage in memory the settings it carries. */
  readonly model: M;
  /** Whether showing it changes nothing outside of the session, so that a page may show it before it is asked to. */
  readonly showsAhead?: boolean;
  /** The components that its settings name, where the page's policy cannot know them otherwise. */
  components?(settings: JsonObject): readonly string[];
  /** On GET, and again after a rejected answer. Silent stages act here, on GET and POST alike. */
  show(visit: StageVisit<InstanceOf<M>>): Promise<Shown<C>>;
  /** On POST; a stage that asks nothing has none. */
  answer?(visit: StageVisit<InstanceOf<M>>, answer: UncheckedAnswer<C>): Promise<Answered>;
}

/** Handlers by the name of their model. */
export type StageHandlers = Readonly<Record<string, StageHandler>>;

/** Rejects an answer for a reason that concerns no single field, or the given one. */
export function rejected(string: string, field = "non_field_errors", code = "invalid"): Rejected {
  return { kind: "invalid", errors: { [field]: [{ string, code }] } };
}

/** A stage cannot do its work as it is configured; the flow ends with this message. */
export class InvalidStageError extends Error {
  override readonly name = "InvalidStageError";
}
