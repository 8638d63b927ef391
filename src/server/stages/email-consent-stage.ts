import { sentence } from "../../protocol/locales/words.ts";
import type { StageHandler, StageVisit } from "../engine/stage-handler.ts";
import { checkConsentToken, consentChallenge } from "./consent-token.ts";
import { emailConsentModel } from "./email-consent-step.ts";

const usedUp = {
  kind: "denied",
  message: sentence("This link was used already. Begin again to get a new one."),
} as const;

/** Stands before the step that a link by e-mail leads to: the link is used up only when a person says so. */
export const emailConsentStage: StageHandler<typeof emailConsentModel, "ak-stage-consent"> = {
  model: emailConsentModel,
  async show(visit) {
    return tokenOf(visit) === undefined ? usedUp : consentChallenge(visit.plan, [], []);
  },
  async answer(visit, body) {
    const id = tokenOf(visit);
    if (id === undefined) return usedUp;
    const wrong = checkConsentToken(visit.plan, body);
    if (wrong) return wrong;
    return visit.services.store.flowTokens.use(id) ? { kind: "ok" } : usedUp;
  },
};

/** The token of the link, as long as it has not been used. */
function tokenOf({ plan, request, services }: StageVisit<unknown>): string | undefined {
  const id = plan.context.is_restored;
  const token = typeof id === "string" ? services.store.flowTokens.get(id, request.now) : undefined;
  return token?.isUsed === false ? token.id : undefined;
}
