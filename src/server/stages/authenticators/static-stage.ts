import { sentence } from "../../../protocol/locales/words.ts";
import { withDefault } from "../../engine/fields.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";
import { forget } from "../../engine/plan.ts";
import type { StageHandler, StageVisit } from "../../engine/stage-handler.ts";
import type { NewDevice } from "../../store/device-store.ts";
import type { Store } from "../../store/store.ts";
import { currentUser } from "../current-user.ts";
import { afterRecentSignIn } from "../recent-sign-in.ts";
import { setupFields } from "./device-fields.ts";
import { hashRecoveryCodes, newRecoveryCodes } from "./recovery-codes.ts";
import { int32 } from "../../engine/setting-fields.ts";

const model = defineModel({
  name: "authentik_stages_authenticator_static.authenticatorstaticstage",
  family: "stage",
  unique: ["name"],
  fields: {
    ...setupFields,
    token_count: withDefault(int32({ min: 0 }), 6),
    /** In letters and digits of all kinds; for the same strength ours are a little longer. */
    token_length: withDefault(int32({ min: 0, max: 100 }), 12),
  },
});

type Visit = StageVisit<InstanceOf<typeof model>>;

const pendingKey = "goauthentik.io/stages/authenticator_static/codes";

/** Characters of a code at least, whatever the stage says: 23 bits (OWASP ASVS 5.0, 6.5.4, asks for 20). */
const shortestCode = 4;
/** Each costs time and a place on the page. */
const mostCodes = 100;

/** Hands out codes to keep, each of which works once. They count once somebody says that they are kept; from then on nobody can tell them. */
export const staticSetupStage: StageHandler<typeof model, "ak-stage-authenticator-static"> = afterRecentSignIn({
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
      data: await hashRecoveryCodes(pendingCodes(visit), services.passwords),
    } as const;
    replaceCodes(services.store, device, request.now);
    forget(plan, pendingKey);
    request.session.addMessage("success", sentence("Your recovery codes are ready."));
    return { kind: "ok" };
  },
});

/** Whoever gets new codes has lost the old ones, or somebody else has them: none of those works any longer. */
function replaceCodes({ devices, database }: Store, codes: NewDevice, now: number): void {
  database.transaction(() => {
    const before = devices.listByUser(codes.userPk).filter(({ deviceClass }) => deviceClass === "static");
    for (const { pk } of before) devices.remove(pk);
    devices.insert(codes, now);
  });
}

function pendingCodes({ settings, plan }: Visit): string[] {
  const kept = plan.context[pendingKey];
  if (Array.isArray(kept)) return kept.map(String);
  const codes = newRecoveryCodes(
    Math.min(Math.max(settings.token_count, 1), mostCodes),
    Math.max(settings.token_length, shortestCode),
  );
  plan.context[pendingKey] = codes;
  return codes;
}
