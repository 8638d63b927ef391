import { sentence } from "../../protocol/locales/words.ts";
import { parseAnswer } from "../engine/answer.ts";
import type { ChallengeOf } from "../../protocol/challenges.ts";
import {
  choice,
  dictionary,
  flag,
  list,
  longest,
  nullable,
  optional,
  reference,
  text,
  withDefault,
} from "../engine/fields.ts";
import { anonymousAvatar } from "../engine/avatar.ts";
import { queryParameter } from "../engine/flow-request.ts";
import { findUser } from "../engine/find-user.ts";
import { defineModel, type InstanceOf } from "../engine/model.ts";
import { flowModel } from "../engine/models/flow-model.ts";
import { stageBindingModel } from "../engine/models/stage-binding-model.ts";
import type { PendingUser, PlanContext } from "../engine/plan-context.ts";
import { recordFailedLogin } from "../engine/reputation.ts";
import { requiredObject } from "../engine/required-object.ts";
import { type Answered, rejected, type StageHandler, type StageVisit } from "../engine/stage-handler.ts";
import { keepTypedName, typedName } from "../engine/typed-name.ts";
import { captchaKeys, type CaptchaStage, captchaStageModel } from "./captcha-model.ts";
import { verifyCaptcha } from "./captcha-verification.ts";
import { identifyByPasskey, passkeyChallenge } from "./identification-passkey.ts";
import { noteProof } from "./identity-proofs.ts";
import { authenticate } from "./password-backends.ts";
import { oauthSourceModel } from "./sources/oauth-source-model.ts";
import { passwordStageModel } from "./password-model.ts";

const model = defineModel({
  name: "authentik_stages_identification.identificationstage",
  family: "stage",
  unique: ["name"],
  fields: {
    name: text(),
    user_fields: withDefault(list(choice("email", "username", "upn")), []),
    password_stage: optional(nullable(reference("stage"))),
    captcha_stage: optional(nullable(reference("stage"))),
    webauthn_stage: optional(nullable(reference("stage"))),
    case_insensitive_matching: withDefault(flag(), true),
    show_matched_user: withDefault(flag(), true),
    enrollment_flow: optional(nullable(reference("flow"))),
    recovery_flow: optional(nullable(reference("flow"))),
    passwordless_flow: optional(nullable(reference("flow"))),
    sources: withDefault(list(reference("source")), []),
    show_source_labels: withDefault(flag(), false),
    pretend_user_exists: withDefault(flag(), true),
    enable_remember_me: withDefault(flag(), false),
  },
  check(values) {
    const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
    if (!isEmpty(values.user_fields) || !isEmpty(values.sources)) return undefined;
    const string = "When no user fields are selected, at least one source must be selected";
    return { non_field_errors: [{ string, code: "invalid" }] };
  },
});

type LoginSource = NonNullable<ChallengeOf<"ak-stage-identification">["sources"]>[number];
type Visit = StageVisit<InstanceOf<typeof model>>;

const answerFields = {
  uid_field: optional(nullable(text({ blank: true, max: longest.address }))),
  password: optional(nullable(text({ trim: false, blank: true, max: longest.password }))),
  captcha_token: optional(nullable(text({ blank: true, max: longest.line }))),
  passkey: optional(nullable(dictionary())),
};

/** Finds out who somebody is; with an embedded password stage also whether they are. */
export const identificationStage: StageHandler<typeof model, "ak-stage-identification"> = {
  model,
  showsAhead: true,
  async show(visit) {
    const { settings, plan, flow, request, services } = visit;
    const given = plan.context.pending_user_identifier ?? queryParameter(request.query, "login_hint");
    // Somebody named beforehand need not be asked, where the name is all there is to ask.
    if (plan.context.pending_user_identifier !== undefined && isSimple(visit)) {
      const answered = await identify(visit, plan.context.pending_user_identifier, undefined);
      if (answered.kind === "ok") return answered;
      delete plan.context.pending_user_identifier;
    }
    const password = passwordSettings(visit);
    const captcha = captchaSettings(visit);
    const passkey = passkeyChallenge(visit);
    const { application } = plan.context;
    const flowUrl = (pk: string | null | undefined): string | undefined => {
      const target = pk ? services.models.get(flowModel, pk) : undefined;
      return target && `/if/flow/${target.slug}/${request.query && `?${request.query}`}`;
    };
    const [enroll, recovery, passwordless] = [
      settings.enrollment_flow,
      settings.recovery_flow,
      settings.passwordless_flow,
    ].map(flowUrl);
    return {
      kind: "challenge",
      challenge: {
        component: "ak-stage-identification",
        user_fields: settings.user_fields,
        pending_user_identifier: given ?? null,
        ...(passkey && { passkey_challenge: passkey }),
        ...(captcha && { captcha_stage: captchaChallenge(captcha, plan.context) }),
        password_fields: password !== undefined,
        allow_show_password: password?.allow_show_password ?? false,
        ...(application && { application_pre: application.name }),
        ...(application?.launch_url && { application_pre_launch: application.launch_url }),
        flow_designation: flow.designation,
        ...(enroll && { enroll_url: enroll }),
        ...(recovery && { recovery_url: recovery }),
        ...(passwordless && { passwordless_url: passwordless }),
        // What asks for the name alone signs nobody in.
        primary_action: flow.designation === "authentication" && password ? sentence("Sign in") : sentence("Continue"),
        sources: loginSources(visit),
        show_source_labels: settings.show_source_labels,
        enable_remember_me: settings.enable_remember_me,
      },
    };
  },
  async answer(visit, body) {
    const parsed = parseAnswer(answerFields, body);
    if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
    const { uid_field: uid, password, captcha_token: token, passkey } = parsed.values;
    if (passkey) return identifyByPasskey(visit, passkey);
    if (!uid) return rejected(sentence("No identification data provided."));
    // Before anything is looked up, so that it is the same for users who do not exist.
    if (!(await passesCaptcha(visit, token ?? ""))) return rejected(sentence("Failed to authenticate."));
    return identify(visit, uid, password ?? undefined);
  },
};

async function identify(
  visit: Visit,
  uid: string,
  password: string | undefined,
): Promise<Exclude<Answered, { kind: "challenge" }>> {
  const { settings, plan, request, services } = visit;
  const { user_fields: fields, case_insensitive_matching: ignoreCase } = settings;
  const user = findUser(services, fields, uid, ignoreCase);
  const passwordStage = passwordSettings(visit);
  // Kept even after a failure: after `restart_with_context` policies look at it. The same for everybody, so that it tells nothing.
  plan.context.pending_user = pretendedUser(uid);
  keepTypedName(plan, uid);
  if (!settings.show_matched_user) plan.context.pending_user_identifier = uid;
  if (!user) recordFailedLogin(services.store, uid, request);
  if (passwordStage) {
    const { backends } = passwordStage;
    const credentials = { typed: typedName(plan), user, password: password ?? "", backends };
    const authenticated = await authenticate(services, request, credentials);
    if (!authenticated.user) {
      if (user) recordFailedLogin(services.store, user.username, request);
      return rejected(authenticated.reason ?? sentence("Failed to authenticate."));
    }
    const { user: known } = authenticated;
    plan.context.pending_user = known;
    if (known.pk !== null) noteProof(plan, known.pk, "password", request.now);
    if (known.backend !== undefined) plan.context.user_backend = known.backend;
    plan.context.auth_method ??= "password";
    plan.context.auth_method_args ??= {};
  } else if (user) {
    plan.context.pending_user = user;
  } else if (!settings.pretend_user_exists) {
    return rejected(sentence("Failed to authenticate."));
  }
  return { kind: "ok" };
}

/** The places to sign in at instead, by name. */
function loginSources({ settings, request, services }: Visit): LoginSource[] {
  return settings.sources
    .map((pk) => services.models.get(oauthSourceModel, pk))
    .filter((source) => source !== undefined)
    .filter(({ enabled }) => enabled)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, slug, icon, promoted }) => ({
      name,
      icon_url: icon || null,
      promoted,
      challenge: {
        component: "xak-flow-redirect",
        to: `/source/oauth/login/${slug}/${request.query && `?${request.query}`}`,
      },
    }));
}

function passwordSettings({ settings, services }: Visit): InstanceOf<typeof passwordStageModel> | undefined {
  return settings.password_stage
    ? requiredObject(services.models, passwordStageModel, settings.password_stage)
    : undefined;
}

function captchaSettings({ settings, services }: Visit): CaptchaStage | undefined {
  return settings.captcha_stage
    ? requiredObject(services.models, captchaStageModel, settings.captcha_stage)
    : undefined;
}

/** The challenge of the captcha within that of identification; nobody is pending yet. */
function captchaChallenge(stage: CaptchaStage, context: PlanContext): ChallengeOf<"ak-stage-captcha"> {
  return {
    component: "ak-stage-captcha",
    pending_user: "",
    pending_user_avatar: anonymousAvatar,
    site_key: captchaKeys(stage, context).site,
    js_url: stage.js_url,
    interactive: stage.interactive,
  };
}

/** @param token of the embedded captcha; without one the vendor need not be asked */
async function passesCaptcha(visit: Visit, token: string): Promise<boolean> {
  const captcha = captchaSettings(visit);
  if (!captcha || token === "") return !captcha;
  const { secret } = captchaKeys(captcha, visit.plan.context);
  const answer = { token, secret, clientIp: visit.request.clientIp };
  return (await verifyCaptcha(captcha, answer, visit.services.fetch)).ok;
}

function isSimple({ settings, step, services }: Visit): boolean {
  if (settings.password_stage || settings.captcha_stage || settings.webauthn_stage) return false;
  const binding = step.binding === null ? undefined : services.models.get(stageBindingModel, step.binding);
  return !binding || !services.policies.hasBindings(binding);
}

/** Somebody who does not exist, so that the next screen looks the same as for somebody who does. */
function pretendedUser(uid: string): PendingUser {
  return {
    pk: null,
    uid: "",
    username: uid,
    name: "",
    email: uid,
    is_active: true,
    type: "internal",
    path: "users",
    attributes: {},
  };
}
