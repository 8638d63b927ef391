import { parseFields } from "../../engine/fields.ts";
import { memoryStep, type PlannedBinding } from "../../engine/plan.ts";
import type { Device } from "../../store/device-store.ts";
import type { Store } from "../../store/store.ts";
import { validateStageModel } from "./validate-model.ts";

/** A user's devices of the given classes that can be used. Text messages to a number nobody can read back are none. */
export function secondFactors(store: Store, userPk: number, classes: readonly string[]): Device[] {
  const devices = store.devices.listByUser(userPk);
  return devices.filter(({ deviceClass, data }) => classes.includes(deviceClass) && data.isHashed !== true);
}

/** Whether a user has a second factor of any class. */
export function hasSecondFactor(store: Store, userPk: number): boolean {
  return secondFactors(store, userPk, validateStageModel.fields.device_classes.missing?.() ?? []).length > 0;
}

/** The step to put before one that needs a second factor, with the settings the stage has by itself; none will do in its place. */
export function secondFactorStep(): PlannedBinding {
  const parsed = parseFields(validateStageModel.fields, { name: "Second factor", not_configured_action: "deny" });
  if (!parsed.ok) throw new Error(`The stage's own settings do not fit: ${JSON.stringify(parsed.errors)}`);
  return memoryStep("second-factor", validateStageModel.name, parsed.values);
}
