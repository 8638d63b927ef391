import { sentence } from "../../protocol/locales/words.ts";
import { text, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { noPassword, passwordInContext } from "./password-in-context.ts";
import { failed, passed, type PolicyHandler, policyFields } from "./policy-handler.ts";
import { int32 } from "../engine/setting-fields.ts";

const model = defineModel({
  name: "authentik_policies_unique_password.uniquepasswordpolicy",
  family: "policy",
  unique: ["name"],
  fields: {
    ...policyFields,
    password_field: withDefault(text(), "password"),
    num_historical_passwords: withDefault(int32({ min: 0 }), 1),
  },
});

/** Fails for a password that is among the user's last ones. */
export const uniquePasswordPolicy: PolicyHandler<typeof model> = {
  model,
  async evaluate({ password_field, num_historical_passwords }, request, { store, passwords }) {
    const password = passwordInContext(request, password_field);
    if (password === undefined) return failed(noPassword);
    const pk = request.user?.pk;
    const hashes = pk == null ? [] : store.users.lastPasswordHashes(pk, num_historical_passwords);
    for (const hash of hashes) {
      if (await passwords.verify(hash, password)) {
        return failed(sentence("This password has been used previously. Please choose a different one."));
      }
    }
    return passed;
  },
};
