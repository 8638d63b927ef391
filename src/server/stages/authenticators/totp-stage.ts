import { sentence } from "../../../protocol/locales/words.ts";
import { parseAnswer } from "../../engine/answer.ts";
import { choice, longest, text } from "../../engine/fields.ts";
import { defineModel, type InstanceOf } from "../../engine/model.ts";
import { forget } from "../../engine/plan.ts";
import { rejected, type StageHandler, type StageVisit } from "../../engine/stage-handler.ts";
import { isJsonObject } from "../../store/json-value.ts";
import { currentUser } from "../current-user.ts";
import { afterRecentSignIn } from "../recent-sign-in.ts";
import { codeIn, setupFields } from "./device-fields.ts";
import { checkTotp, newTotpData, type TotpData, totpDataIn, totpUrl } from "./totp.ts";
import { wrongSetupCode } from "./wrong-code.ts";

const model = defineModel({
  name: "authentik_stages_authenticator_totp.authenticatortotpstage",
  family: "stage",
  unique: ["name"],
  fields: { ...setupFields, digits: choice("6", "8") },
});

type Visit = StageVisit<InstanceOf<typeof model>>;

const pendingKey = "goauthentik.io/stages/authenticator_totp/secret";

/** Sets up an authenticator app. The device exists once it has shown a right code. */
export const totpSetupStage: StageHandler<typeof model, "ak-stage-authenticator-totp"> = afterRecentSignIn({
  model,
  async show(visit) {
    const user = currentUser(visit);
    if (user?.pk == null) return { kind: "ok" };
    const config_url = totpUrl(pendingDevice(visit), visit.request.brand.branding_title, user.username);
    return { kind: "challenge", challenge: { component: "ak-stage-authenticator-totp", config_url } };
  },
  async answer(visit, body) {
    const { settings, plan, request, services } = visit;
    const user = currentUser(visit);
    if (user?.pk == null) return { kind: "ok" };
    const parsed = parseAnswer({ code: text({ max: longest.code }) }, body);
    if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
    const data = checkTotp(pendingDevice(visit), codeIn(parsed.values.code), request.now);
    if (!data) return rejected(wrongSetupCode("app"), "code");
    const device = {
      userPk: user.pk,
      deviceClass: "totp",
      name: "TOTP Authenticator",
      stage: settings.pk,
      uniqueKey: null,
      data,
    } as const;
    services.store.devices.insert(device, request.now);
    forget(plan, pendingKey);
    request.session.addMessage("success", sentence("Your authenticator app is set up."));
    return { kind: "ok" };
  },
});

/** The same secret until the device is there, whoever reloads the page. */
function pendingDevice({ settings, plan }: Visit): TotpData {
  const kept = plan.context[pendingKey];
  if (isJsonObject(kept)) return totpDataIn(kept);
  const data = newTotpData(Number(settings.digits));
  plan.context[pendingKey] = data;
  return data;
}
