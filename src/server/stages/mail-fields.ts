import type { ResponseErrors } from "../../protocol/challenges.ts";
import { choice, email, type Field, flag, invalid, text, withDefault } from "../engine/fields.ts";
import { mailTemplateNames } from "../engine/mail/mail-templates.ts";
import type { JsonObject } from "../store/json-value.ts";
import { int32 } from "../engine/setting-fields.ts";

/** The attributes of stages that send mail, in authentik's names. */
export const mailFields = {
  use_global_settings: withDefault(flag(), false),
  host: withDefault(text(), "localhost"),
  port: withDefault(int32(), 25),
  username: withDefault(text({ blank: true }), ""),
  password: withDefault(text({ trim: false, blank: true }), ""),
  use_tls: withDefault(flag(), false),
  use_ssl: withDefault(flag(), false),
  /** Seconds. */
  timeout: withDefault(int32(), 10),
  from_address: withDefault(text(), "system@authentik.local"),
};

/** What a stage that sends mail has to say, beside what can be read: stages from before may have anything there. */
export function mailFault({ from_address: from }: JsonObject): ResponseErrors | undefined {
  // Stages from before may have none.
  if (from === undefined) return undefined;
  const parsed = email().parse(from);
  return parsed.ok ? undefined : { from_address: parsed.errors };
}

/** The name of one of the mail templates there are. */
export function mailTemplate(fallback: string): Field<string> {
  const known = choice(...mailTemplateNames);
  return withDefault(
    {
      parse(value) {
        const parsed = known.parse(value);
        return parsed.ok ? parsed : invalid(`Invalid template '${String(value)}' specified.`);
      },
    },
    fallback,
  );
}
