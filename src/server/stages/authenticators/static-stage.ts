import { randomInt } from "node:crypto";
import { integer, withDefault } from "../../engine/fields.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";
import { forget } from "../../engine/plan.ts";
import type { StageHandler, StageVisit } from "../../engine/stage-handler.ts";
import { currentUser } from "../current-user.ts";
import { setupFields } from "./device-fields.ts";

const model = defineModel({
  name: "authentik_stages_authenticator_static.authenticatorstaticstage",
  family: "stage",
  unique: ["name"],
  fields: {
    ...setupFields,
    token_count: withDefault(integer({ min: 1, max: 100 }), 6),
    token_length: withDefault(integer({ min: 1, max: 100 }), 12),
  },
});

type Visit = StageVisit<InstanceOf<typeof model>>;

const pendingKey = "goauthentik.io/stages/authenticator_static/codes";
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Characters of a code at least, whatever the stage says: 23 bits (OWASP ASVS 5.0, 6.5.4, asks for 20). */
const shortestCode = 4;

/** Hands out codes to keep, each of which works once. They count once somebody says that they are kept. */
export const staticSetupStage: StageHandler<typeof model> = {
  model,
  async show(visit) {
    if (currentUser(visit)?.pk == null) return { kind: "ok" };
    const codes = pendingCodes(visit);
    return { kind: "challenge", challenge: { component: "ak-stage-authenticator-static", codes } };
  },
  async answer(visit) {
    const { settings, plan, request, services } = visit;
    const user = currentUser(visit);
    if (user?.pk == null) return { kind: "ok" };
    const device = {
      userPk: user.pk,
      deviceClass: "static",
      name: "Static Token",
      stage: settings.pk,
      uniqueKey: null,
      data: { codes: pendingCodes(visit) },
    } as const;
    services.store.devices.insert(device, request.now);
    forget(plan, pendingKey);
    return { kind: "ok" };
  },
};

function pendingCodes({ settings, plan }: Visit): string[] {
  const kept = plan.context[pendingKey];
  if (Array.isArray(kept)) return kept.map(String);
  const letter = (): string => letters.charAt(randomInt(letters.length));
  const code = (): string => Array.from({ length: Math.max(settings.token_length, shortestCode) }, letter).join("");
  const codes = Array.from({ length: settings.token_count }, code);
  plan.context[pendingKey] = codes;
  return codes;
}
