import { sentence } from "../../../protocol/locales/words.ts";
import { parseAnswer } from "../../engine/answer.ts";
import type { ChallengeOf } from "../../../protocol/challenges.ts";
import { parseDuration } from "../../engine/duration.ts";
import { dictionary, longest, optional, text } from "../../engine/fields.ts";
import { maskedAddress } from "../../engine/mail/masked-address.ts";
import { insertNext, storedStep } from "../../engine/plan.ts";
import { recordFailedLogin } from "../../engine/reputation.ts";
import { verboseName } from "../../engine/type-names.ts";
import { type Answered, rejected, type Shown, type StageHandler } from "../../engine/stage-handler.ts";
import type { Device } from "../../store/device-store.ts";
import type { JsonObject } from "../../store/json-value.ts";
import { currentUser } from "../current-user.ts";
import { noteProof } from "../identity-proofs.ts";
import { checkAssertion } from "./assertion.ts";
import { checkCode, sendCode } from "./device-codes.ts";
import { secondFactors } from "./second-factors.ts";
import { validateStageModel, type ValidateVisit } from "./validate-model.ts";
import { isUnseen } from "./wrong-code.ts";
import { requestOptions } from "./webauthn-ceremony.ts";

type DeviceChallenge = ChallengeOf<"ak-stage-authenticator-validate">["device_challenges"][number];
type ConfigurationStage = ChallengeOf<"ak-stage-authenticator-validate">["configuration_stages"][number];

/** What a passkey is called that may be anybody's. */
const anybody = "-1";

const answerFields = {
  code: optional(text({ blank: true, max: longest.code })),
  webauthn: optional(dictionary()),
  selected_challenge: optional(dictionary()),
  selected_stage: optional(text({ blank: true, max: longest.code })),
};

/** Asks for a second factor; at sign-in without anybody identified, for a passkey that tells who it is. */
export const validateStage: StageHandler<typeof validateStageModel, "ak-stage-authenticator-validate"> = {
  model: validateStageModel,
  async show(visit) {
    const user = currentUser(visit);
    if (!user) return isPasswordless(visit) ? ask([passwordlessChallenge(visit)]) : { kind: "ok" };
    const devices = devicesOf(visit);
    if (isRemembered(visit, devices)) return { kind: "ok" };
    return devices.length > 0 ? ask(deviceChallenges(visit, devices)) : notConfigured(visit);
  },
  async answer(visit, body) {
    const parsed = parseAnswer(answerFields, body);
    if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
    const { code, webauthn, selected_challenge: challenge, selected_stage: stage } = parsed.values;
    const devices = devicesOf(visit);
    if (stage) return configure(visit, devices, stage);
    if (webauthn) return finish(visit, await checkPasskey(visit, webauthn));
    if (code) return finish(visit, await checkCode(visit, devices, code));
    if (challenge) return select(visit, devices, challenge);
    return rejected(sentence("Empty response"));
  },
};

/** The user's devices that may be used here. */
function devicesOf(visit: ValidateVisit): Device[] {
  const pk = currentUser(visit)?.pk;
  if (pk == null) return [];
  const classes: readonly string[] = visit.settings.device_classes;
  return secondFactors(visit.services.store, pk, classes);
}

function isPasswordless({ flow, settings }: ValidateVisit): boolean {
  return flow.designation === "authentication" && settings.device_classes.includes("webauthn");
}

function isRemembered({ settings, request, services }: ValidateVisit, devices: readonly Device[]): boolean {
  const { rememberedMfa: remembered } = request;
  if (remembered?.stage !== settings.pk || (parseDuration(settings.last_auth_threshold) ?? 0) < 1000) return false;
  const device = devices.find(({ pk }) => pk === remembered.device);
  return device !== undefined && services.store.users.credentialEpoch(device.userPk) === remembered.epoch;
}

function ask(devices: DeviceChallenge[], stages: ConfigurationStage[] = []): Shown<"ak-stage-authenticator-validate"> {
  const component = "ak-stage-authenticator-validate";
  return { kind: "challenge", challenge: { component, device_challenges: devices, configuration_stages: stages } };
}

/** One challenge for each class; passkeys have one for all of them. */
function deviceChallenges(visit: ValidateVisit, devices: readonly Device[]): DeviceChallenge[] {
  const classes = [...new Set(devices.map(({ deviceClass }) => deviceClass))];
  return classes.map((deviceClass) => {
    const same = devices.filter((device) => device.deviceClass === deviceClass);
    const used = Math.max(...same.map(({ lastUsed }) => lastUsed ?? 0));
    return {
      device_class: deviceClass,
      device_uid: String(same[0]?.pk),
      challenge: challengeFor(visit, deviceClass, same),
      last_used: used > 0 ? new Date(used).toISOString() : null,
    };
  });
}

function challengeFor(
  visit: ValidateVisit,
  deviceClass: Device["deviceClass"],
  devices: readonly Device[],
): JsonObject {
  if (deviceClass === "email") return { email: maskedAddress(String(devices[0]?.data.email)) };
  if (deviceClass !== "webauthn") return {};
  const { webauthn_user_verification: userVerification, webauthn_hints: hints } = visit.settings;
  return requestOptions(visit.plan, visit.request, devices, { userVerification, hints });
}

function passwordlessChallenge({ settings, plan, request }: ValidateVisit): DeviceChallenge {
  const hints = settings.webauthn_hints;
  const challenge = requestOptions(plan, request, [], { userVerification: "required", hints });
  return { device_class: "webauthn", device_uid: anybody, challenge, last_used: null };
}

function notConfigured(visit: ValidateVisit): Shown<"ak-stage-authenticator-validate"> {
  const { settings, plan } = visit;
  if (settings.not_configured_action === "skip") return { kind: "ok" };
  const [only, ...others] = settings.configuration_stages;
  if (settings.not_configured_action === "deny" || only === undefined || currentUser(visit)?.pk == null) {
    return { kind: "denied", message: sentence("No (allowed) MFA authenticator configured.") };
  }
  if (others.length > 0) return ask([], configurationStages(visit));
  insertNext(plan, storedStep(only));
  return { kind: "ok" };
}

function configurationStages({ settings, services }: ValidateVisit): ConfigurationStage[] {
  const stages = settings.configuration_stages
    .map((pk) => services.store.objects.get(pk))
    .filter((stage) => stage !== undefined);
  return stages.map(({ pk, model, data }) => ({
    pk,
    name: String(data.friendly_name || data.name),
    verbose_name: verboseName(model).replace(/ Setup Stage$/, ""),
    meta_model_name: model,
  }));
}

function configure(visit: ValidateVisit, devices: readonly Device[], stage: string): Answered {
  const { settings, plan } = visit;
  const isOffered = devices.length === 0 && settings.not_configured_action === "configure";
  if (!isOffered || currentUser(visit)?.pk == null || !settings.configuration_stages.includes(stage)) {
    return rejected(sentence("Selected stage is invalid"), "selected_stage");
  }
  insertNext(plan, storedStep(stage));
  return { kind: "ok" };
}

/** Choosing a device is no answer yet; some are sent a code by it. */
async function select(visit: ValidateVisit, devices: readonly Device[], challenge: JsonObject): Promise<Answered> {
  const { device_uid: uid, device_class: deviceClass } = challenge;
  const device = devices.find(({ pk, deviceClass: name }) => String(pk) === uid && name === deviceClass);
  if (!device && !(uid === anybody && isPasswordless(visit))) {
    return rejected("invalid challenge selected", "selected_challenge");
  }
  const problem = device && (await sendCode(visit, device));
  return rejected(problem ?? sentence("Empty response"));
}

function checkPasskey(visit: ValidateVisit, response: JsonObject): Promise<Device | Answered> | Answered {
  if (!visit.settings.device_classes.includes("webauthn")) {
    return rejected(sentence("No compatible device class allowed"), "webauthn");
  }
  const user = currentUser(visit);
  if (!user && !isPasswordless(visit)) return rejected(sentence("Invalid device"), "webauthn");
  return checkAssertion(visit, response, user ? (user.pk ?? 0) : undefined, "webauthn");
}

/** What a right answer leads to. */
function finish(visit: ValidateVisit, device: Device | Answered): Answered {
  const { settings, plan, request, services } = visit;
  if ("kind" in device) {
    const user = currentUser(visit);
    if (user && device.kind === "invalid" && !isUnseen(device))
      recordFailedLogin(services.store, user.username, request);
    return device;
  }
  services.store.devices.recordUse(device.pk, request.now);
  const { context } = plan;
  if (!currentUser(visit)) {
    const user = services.store.users.get(device.userPk);
    if (!user?.is_active) return rejected(sentence("Invalid device"), "webauthn");
    context.pending_user = user;
    context.auth_method = "auth_webauthn_pwl";
    noteProof(plan, user.pk, "passkey", request.now);
  }
  noteProof(plan, device.userPk, "factor", request.now);
  context.auth_method ??= "auth_mfa";
  const { mfa_devices: before = [] } = context.auth_method_args ?? {};
  context.auth_method_args = {
    ...context.auth_method_args,
    mfa_devices: [...(Array.isArray(before) ? before : []), describe(device)],
  };
  const lifetime = parseDuration(settings.last_auth_threshold) ?? 0;
  const epoch = services.store.users.credentialEpoch(device.userPk);
  if (lifetime >= 1000)
    request.session.cookies.rememberedMfa = { stage: settings.pk, device: device.pk, epoch, lifetime };
  return { kind: "ok" };
}

function describe({ pk, name, deviceClass }: Device): JsonObject {
  return { app: `authentik_stages_authenticator_${deviceClass}`, model_name: `${deviceClass}device`, pk, name };
}
