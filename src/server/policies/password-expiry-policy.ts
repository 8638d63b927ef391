import { sentence } from "../../protocol/locales/words.ts";
import { flag, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { failed, passed, type PolicyHandler, policyFields } from "./policy-handler.ts";
import { int32 } from "../engine/setting-fields.ts";

const model = defineModel({
  name: "authentik_policies_expiry.passwordexpirypolicy",
  family: "policy",
  unique: ["name"],
  fields: { ...policyFields, days: int32(), deny_only: withDefault(flag(), false) },
});

const day = 86_400_000;

/** Fails once a password is as old as it may get; unless it is to deny only, the password cannot be used any longer. */
export const passwordExpiryPolicy: PolicyHandler<typeof model> = {
  model,
  async evaluate({ days, deny_only }, { user }, { store }) {
    if (user?.pk == null) return passed;
    const changed = store.users.passwordChanged(user.pk);
    const age = changed === undefined ? 0 : Math.floor((Date.now() - changed) / day);
    if (age < days) return passed;
    if (deny_only) return failed(sentence("Password has expired."));
    store.users.setPasswordHash(user.pk, null);
    return failed(sentence("Password expired {0} days ago. Please update your password.", String(age - days)));
  },
};
