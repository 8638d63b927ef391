import { normalName } from "../store/normal-name.ts";
import type { Plan } from "./plan.ts";

const key = "goauthentik.io/stages/identification/typed";

/** Keeps what somebody typed at identification, whoever it named. */
export function keepTypedName(plan: Plan, typed: string): void {
  plan.context[key] = typed;
}

/** What somebody typed at identification, as they did. */
export function rawTypedName({ context }: Plan): string | undefined {
  const typed = context[key];
  return typeof typed === "string" ? typed : undefined;
}

/**
 * What somebody typed at identification, in its normal form; else what the flow calls them. What is told of limits goes by it: counted by
 * account, a spelling never tried before would show whose it is.
 */
export function typedName(plan: Plan): string {
  return normalName(rawTypedName(plan) ?? plan.context.pending_user?.username ?? "");
}
