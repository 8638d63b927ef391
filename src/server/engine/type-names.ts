/** What people call a type of stage, and which component of the administration edits it. */
export interface StageTypeNames {
  readonly component: string;
  readonly verbose_name: string;
  readonly verbose_name_plural: string;
  readonly meta_model_name: string;
}

/** Words that do not follow from the model's name. */
const words: Readonly<Record<string, string>> = {
  authenticator_validate: "Authenticator Validation",
  mtls: "Mutual TLS",
};
const abbreviations: Readonly<Record<string, string>> = { sms: "SMS", totp: "TOTP", webauthn: "WebAuthn" };

/**
 * The names of a type of stage, which follow from the name of its model.
 *
 * @param model such as `authentik_stages_user_login.userloginstage`
 */
export function stageTypeNames(model: string): StageTypeNames {
  const type = /_stages_(\w+)\./.exec(model)?.[1] ?? "";
  const name = `${words[type] ?? derived(type)} Stage`.trim();
  return {
    component: `ak-stage-${type.replaceAll("_", "-")}-form`,
    verbose_name: name,
    verbose_name_plural: `${name}s`,
    meta_model_name: model,
  };
}

function derived(type: string): string {
  const device = /^authenticator_(\w+)$/.exec(type)?.[1];
  if (device) return `${capitalised(device)} Authenticator Setup`;
  return type.split("_").map(capitalised).join(" ");
}

function capitalised(word: string): string {
  return abbreviations[word] ?? word.charAt(0).toUpperCase() + word.slice(1);
}

/** What people call a type of stage or policy, by the name of its model. */
export function verboseName(model: string): string {
  const policy = /^authentik_policies_(\w+)\./.exec(model)?.[1];
  if (policy === undefined) return stageTypeNames(model).verbose_name;
  return `${policy
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ")} Policy`;
}
