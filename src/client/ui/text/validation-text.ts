import { msg } from "@lit/localize";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What is wrong with a control's value before anything is sent, or `""`. Browsers' own sentences serve for the rarer cases. */
export function validationText({ validity, validationMessage, willValidate, type, title }: Control): string {
  if (!willValidate || validity.valid) return "";
  if (validity.valueMissing && type === "checkbox") return msg("Tick this to continue.");
  if (validity.valueMissing && /^(radio|select-one|file)$/.test(type)) return msg("Choose one to continue.");
  if (validity.valueMissing) return msg("Fill this in to continue.");
  if (validity.patternMismatch && title) return title;
  if (validity.typeMismatch && type === "email") return msg("This is not a complete email address.");
  return validationMessage;
}
