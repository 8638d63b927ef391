/**
 * What the flow executor sends and takes: the discriminated unions of all challenges and responses, with their wire names.
 * Types only; they follow authentik's OpenAPI schema (`schema.gen.ts`).
 */
import type { components } from "./schema.gen.ts";

type Schemas = components["schemas"];

/** Any challenge; `component` tells which. */
export type Challenge = Schemas["ChallengeTypes"];
/** The name of a challenge component, such as `ak-stage-password`. */
export type ComponentName = Challenge["component"];
/** The challenge with the given component name. */
export type ChallengeOf<C extends ComponentName> = Extract<Challenge, { component: C }>;

/** What every challenge has, also one of a component that is not the protocol's but of somebody's own. */
export interface AnyChallenge {
  readonly component: string;
  readonly flow_info?: FlowInfo;
  readonly response_errors?: ResponseErrors;
}

/** What may be wrong with the answer to a challenge, whatever it asks. */
export type Answered = Pick<AnyChallenge, "response_errors">;

/** What a stage is for: a component of the protocol by its name, or a challenge of somebody's own by its type. */
export type StageSubject = ComponentName | AnyChallenge;
/** The challenge of such a stage. */
export type ChallengeFor<S extends StageSubject> = S extends ComponentName ? ChallengeOf<S> : S;
/** The answer of such a stage; nobody knows what a component of one's own wants. */
export type AnswerFor<S extends StageSubject> = S extends ComponentName ? AnswerOf<S> : Payload;
/** The names of the fields in that answer. */
export type AnswerFieldFor<S extends StageSubject> = S extends ComponentName ? AnswerField<S> : string;

/** Any answer to a challenge; `component` repeats that of the challenge. */
type ChallengeResponse = Schemas["FlowChallengeResponseRequest"];
/** The names of the components that can be answered. */
type AnswerableComponent = ChallengeResponse["component"];
/** The answer to the challenge with the given component name. */
type ResponseOf<C extends AnswerableComponent> = Extract<ChallengeResponse, { component: C }>;

/**
 * What the stage for the given component answers: the generated response without `component`, which the session adds last. A step whose
 * response has no fields, or that takes no response, is answered with `{}`.
 */
export type AnswerOf<C extends ComponentName> = C extends AnswerableComponent ? FieldsOf<ResponseOf<C>> : NoFields;
/** The names of the fields in that answer. */
export type AnswerField<C extends ComponentName> = C extends ComponentName ? keyof AnswerOf<C> & string : never;

type FieldsOf<Response> = keyof Omit<Response, "component"> extends never ? NoFields : Omit<Response, "component">;
type NoFields = Record<string, never>;

/** An answer whose step does not matter: what travels from the stage to the server. */
export type Payload = Readonly<Record<string, unknown>>;

/** Field name → what is wrong with it; `non_field_errors` holds what concerns the whole answer. Even `{}` means "not accepted". */
export type ResponseErrors = Readonly<Record<string, readonly Schemas["ErrorDetail"][]>>;

export type FlowInfo = Schemas["ContextualFlowInfo"];
/** Servers send only the flags that concern pages, whatever the schema says, and older ones none. */
export type Brand = Omit<Schemas["CurrentBrand"], "flags"> & {
  readonly flags?: Partial<Schemas["CurrentBrand"]["flags"]>;
};
export type ServerConfig = Schemas["Config"];
export type ErrorDetail = Schemas["ErrorDetail"];

/** The step that waits for a link to be followed; our own server says where it went, as far as that may be told. */
export type EmailChallenge = ChallengeOf<"ak-stage-email"> & { readonly email?: string | null };

/** The step that makes a passkey; our own server says where it is only offered, and takes `{ declined }` in place of a credential then. */
export type PasskeySetupChallenge = ChallengeOf<"ak-stage-authenticator-webauthn"> & { readonly optional?: boolean };

/** Challenges that say whose turn it is. */
export type UserChallenge = Extract<Challenge, { pending_user: string }>;
