import { parseAnswer } from "../engine/answer.ts";
import { text } from "../engine/fields.ts";
import { rejected, type StageHandler } from "../engine/stage-handler.ts";
import { captchaKeys, captchaStageModel } from "./captcha-model.ts";
import { verifyCaptcha } from "./captcha-verification.ts";

/** Has a captcha solved, and its token verified by whoever made it. What the vendor said stands in the context for policies. */
export const captchaStage: StageHandler<typeof captchaStageModel, "ak-stage-captcha"> = {
  model: captchaStageModel,
  showsAhead: true,
  async show({ settings, plan }) {
    const { js_url, interactive } = settings;
    const { site } = captchaKeys(settings, plan.context);
    return { kind: "challenge", challenge: { component: "ak-stage-captcha", js_url, site_key: site, interactive } };
  },
  async answer({ settings, plan, request, services }, body) {
    const parsed = parseAnswer({ token: text() }, body);
    if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
    const { secret } = captchaKeys(settings, plan.context);
    const answer = { token: parsed.values.token, secret, clientIp: request.clientIp };
    const verdict = await verifyCaptcha(settings, answer, services.fetch);
    if (!verdict.ok) return rejected(verdict.message, "token");
    plan.context.captcha = { response: verdict.response, stage: { pk: settings.pk, name: settings.name } };
    return { kind: "ok" };
  },
};
