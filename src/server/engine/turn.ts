import { anyFamily, parseFields } from "./fields.ts";
import { FlowFault } from "./flow-fault.ts";
import type { InstanceOf, Model } from "./model.ts";
import type { PlannedStage } from "./plan.ts";
import type { StageHandler, StageHandlers, StageVisit } from "./stage-handler.ts";
import type { Services } from "./services.ts";

export type Visit = StageVisit<InstanceOf<Model>>;
/** A step whose turn it is, with what it takes to show it. */
export type Turn = { readonly visit: Visit; readonly handler: StageHandler };

/**
 * Finds the stage of a step and what handles it.
 *
 * @throws FlowFault when the stage does not exist any longer, cannot be read, or is of a type that is not known
 */
export function turnOf(visit: Omit<Visit, "settings">, handlers: StageHandlers): Turn {
  const { services, step } = visit;
  const { stage } = step;
  const name = stage.kind === "memory" ? stage.model : services.models.raw(stage.pk)?.model;
  if (name === undefined) throw new FlowFault(`The stage ${stage.pk} was removed while the flow was under way.`);
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (!handler) throw new FlowFault(`The stage ${stage.pk} is of the type ${name}, which is not known here.`);
  return { handler, visit: { ...visit, settings: settingsOf(stage, handler.model, services) } };
}

function settingsOf(stage: PlannedStage, model: Model, { models }: Services): InstanceOf<Model> {
  if (stage.kind === "stored") {
    const settings = models.get(model, stage.pk);
    if (!settings) throw new FlowFault(`The stage ${stage.pk} cannot be read.`);
    return settings;
  }
  const parsed = parseFields(model.fields, stage.settings, anyFamily);
  if (!parsed.ok) {
    throw new FlowFault(
      `The settings of the step ${stage.pk} (${model.name}) cannot be read: ${Object.keys(parsed.errors).join(", ")}.`,
    );
  }
  return { ...stage.settings, ...parsed.values, pk: stage.pk };
}
