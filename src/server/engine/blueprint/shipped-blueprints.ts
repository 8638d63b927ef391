import type { JsonValue } from "../../store/json-value.ts";

/**
 * Whether a blueprint comes with authentik, by its name or its path there. Files ask for it to be applied first (`metaapplyblueprint`); what
 * of it they need and is not here is then missing where they refer to it.
 */
export function isShipped(name: JsonValue | undefined, path: JsonValue | undefined): boolean {
  return (
    (typeof name === "string" && /^(?:Default|System|Migration) - /.test(name)) ||
    (typeof path === "string" && /^(?:default|migrations|system)\/[^/]+\.yaml$/.test(path))
  );
}
