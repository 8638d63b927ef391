import { choice, duration, text, withDefault } from "../engine/fields.ts";
import { parseDuration } from "../engine/duration.ts";
import { defineModel, type InstanceOf } from "../engine/model.ts";
import type { StageHandler, StageVisit } from "../engine/stage-handler.ts";
import { isJsonObject, type JsonValue } from "../store/json-value.ts";
import { checkConsentToken, consentChallenge, type Permission } from "./consent-token.ts";
import { currentUser } from "./current-user.ts";

const model = defineModel({
  name: "authentik_stages_consent.consentstage",
  family: "stage",
  unique: ["name"],
  fields: {
    name: text(),
    mode: withDefault(choice("always_require", "permanent", "expiring"), "expiring"),
    consent_expire_in: withDefault(duration(), "weeks=4"),
  },
});

type Visit = StageVisit<InstanceOf<typeof model>>;

const fourWeeks = 28 * 86_400_000;

/** Asks whether an application may have what it wants; remembers the answer for as long as its mode says. */
export const consentStage: StageHandler<typeof model, "ak-stage-consent"> = {
  model,
  async show(visit) {
    const wanted = permissionsIn(visit.plan.context.consent_permissions);
    const given = givenBefore(visit);
    if (!given) return consentChallenge(visit.plan, wanted, []);
    const isGiven = ({ id }: Permission): boolean => given.includes(id);
    if (wanted.every(isGiven) && wanted.length === given.length) return { kind: "ok" };
    return consentChallenge(
      visit.plan,
      wanted.filter(isGiven),
      wanted.filter((permission) => !isGiven(permission)),
    );
  },
  async answer(visit, body) {
    const wrong = checkConsentToken(visit.plan, body);
    if (wrong) return wrong;
    const { settings, plan, request, services } = visit;
    const subject = subjectOf(visit);
    if (subject) {
      const ids = permissionsIn(plan.context.consent_permissions).map(({ id }) => id);
      const lifetime = parseDuration(settings.consent_expire_in) ?? fourWeeks;
      const expires = settings.mode === "permanent" ? null : request.now + lifetime;
      services.store.consents.save(subject.user, subject.application, ids, expires);
    }
    return { kind: "ok" };
  },
};

function givenBefore(visit: Visit): readonly string[] | undefined {
  const subject = subjectOf(visit);
  if (!subject) return undefined;
  return visit.services.store.consents.get(subject.user, subject.application, visit.request.now);
}

/** Whose consent to what is to be remembered, if it is at all. */
function subjectOf(visit: Visit): { user: number; application: string } | undefined {
  const { application } = visit.plan.context;
  const user = currentUser(visit);
  if (visit.settings.mode === "always_require" || !application || user?.pk == null) return undefined;
  return { user: user.pk, application: application.slug };
}

function permissionsIn(value: JsonValue | undefined): Permission[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).map(({ id, name }) => ({ id: String(id ?? ""), name: String(name ?? "") }));
}
