import { isSecretName } from "../../../protocol/secret-names.ts";

/** What stands in place of a secret. */
export const mask = "********";

/** Whether the value of this name is not to be shown. Yes and no give nothing away. */
export function isHidden(name: string, value: unknown): boolean {
  return isSecretName(name) && value !== null && value !== "" && typeof value !== "boolean";
}

/** A copy without secrets, to be handed on. */
export function masked(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, item: unknown) => (isHidden(name, item) ? mask : item))) as unknown;
}
