import { FlowFault } from "./flow-fault.ts";
import type { InstanceOf, Model } from "./model.ts";
import type { ModelStore } from "./model-store.ts";

/**
 * What a stage's setting refers to.
 *
 * @throws FlowFault when it does not exist any longer or cannot be read: without it the stage would ask less than it is meant to
 */
export function requiredObject<M extends Model>(models: ModelStore, model: M, pk: string): InstanceOf<M> {
  const object = models.get(model, pk);
  if (!object)
    throw new FlowFault(`The object ${pk} (${model.name}) that the stage refers to does not exist any longer.`);
  return object;
}
