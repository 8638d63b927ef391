import { longest, nullable, optional, reference, text, withDefault } from "../../engine/fields.ts";

/** The attributes that all stages have which set up a second factor. */
export const setupFields = {
  name: text(),
  configure_flow: optional(nullable(reference("flow"))),
  friendly_name: optional(nullable(text({ blank: true }))),
};

/** A code as people type it: spaces and hyphens do not count. */
export function codeIn(value: string): string {
  return value.replace(/[\s-]/g, "");
}

export const codeField = withDefault(text({ blank: true, max: longest.code }), "");
/** Where codes are to be sent. */
export const recipientField = withDefault(text({ blank: true, max: longest.address }), "");
