import { decimal, flag, text, withDefault } from "../engine/fields.ts";
import { defineModel, type InstanceOf } from "../engine/model.ts";
import type { PlanContext } from "../engine/plan-context.ts";

/** A captcha stage; identification may have one embedded. */
export const captchaStageModel = defineModel({
  name: "authentik_stages_captcha.captchastage",
  family: "stage",
  unique: ["name"],
  secrets: ["private_key"],
  fields: {
    name: text(),
    public_key: text(),
    private_key: text(),
    js_url: withDefault(text(), "https://www.recaptcha.net/recaptcha/api.js"),
    api_url: withDefault(text(), "https://www.recaptcha.net/recaptcha/api/siteverify"),
    interactive: withDefault(flag(), false),
    score_min_threshold: withDefault(decimal(), 0.5),
    score_max_threshold: withDefault(decimal(), 1),
    error_on_invalid_score: withDefault(flag(), true),
  },
});

export type CaptchaStage = InstanceOf<typeof captchaStageModel>;

/** The keys to use: those of the stage, unless a policy has put others into the plan's context. */
export function captchaKeys(stage: CaptchaStage, context: PlanContext): { site: string; secret: string } {
  const override = (name: string): string | undefined => {
    const value = context[`goauthentik.io/stages/captcha/${name}`];
    return typeof value === "string" ? value : undefined;
  };
  return { site: override("site_key") ?? stage.public_key, secret: override("private_key") ?? stage.private_key };
}
