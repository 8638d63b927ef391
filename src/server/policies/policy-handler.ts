import { flag, text, withDefault } from "../engine/fields.ts";
import type { ExpressionRunner } from "../engine/expressions.ts";
import type { InstanceOf, Model } from "../engine/model.ts";
import type { ModelStore } from "../engine/model-store.ts";
import type { PolicyRequest, PolicyResult } from "../engine/policy-engine.ts";
import type { PasswordVerifier } from "../engine/password-verifier.ts";
import type { Store } from "../store/store.ts";
import type { BreachLookup } from "./breach-lookup.ts";

/** What policies may use. */
export interface PolicyServices {
  readonly store: Store;
  readonly models: ModelStore;
  readonly expressions: ExpressionRunner;
  readonly passwords: PasswordVerifier;
  /** Where to ask for passwords that became public; without it that is not checked. */
  readonly breaches: BreachLookup | undefined;
  readonly log: (level: string, text: string) => void;
}

/** The behaviour of one type of policy. */
export interface PolicyHandler<M extends Model = Model> {
  readonly model: M;
  /** @throws {Error} when there is no saying; the binding's `failure_result` decides, and the message is shown */
  evaluate(policy: InstanceOf<M>, request: PolicyRequest, services: PolicyServices): Promise<PolicyResult>;
}

/** What all policies have. */
export const policyFields = {
  name: text(),
  execution_logging: withDefault(flag(), false),
};

export const passed: PolicyResult = { passing: true, messages: [] };

/** A failure, and why. Blank messages are none. */
export function failed(...messages: string[]): PolicyResult {
  return { passing: false, messages: messages.filter((message) => message !== "") };
}
