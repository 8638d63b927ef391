import { choice, type Field, flag, integer, invalid, text, withDefault } from "../engine/fields.ts";
import { mailTemplateNames } from "../engine/mail/mail-templates.ts";

/** The attributes of stages that send mail, in authentik's names. */
export const mailFields = {
  use_global_settings: withDefault(flag(), false),
  host: withDefault(text(), "localhost"),
  port: withDefault(integer({ min: 1, max: 65_535 }), 25),
  username: withDefault(text({ blank: true }), ""),
  password: withDefault(text({ trim: false, blank: true }), ""),
  use_tls: withDefault(flag(), false),
  use_ssl: withDefault(flag(), false),
  /** Seconds. */
  timeout: withDefault(integer({ min: 1 }), 10),
  from_address: withDefault(text(), "system@authentik.local"),
};

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
