import type { JsonObject } from "../store/json-value.ts";
import type { ObjectStore, StoredObject } from "../store/object-store.ts";
import { anyFamily, parseFields } from "./fields.ts";
import { FlowFault } from "./flow-fault.ts";
import { type Flow, flowModel } from "./models/flow-model.ts";
import { type Family, type InstanceOf, type Model, uniqueKey } from "./model.ts";

/**
 * Reads objects as instances of their models. What the store holds was checked when it was written; whatever flows are made of is checked
 * again when it is read, because another version, or somebody else, may have written it.
 */
export class ModelStore {
  readonly #objects: ObjectStore;

  constructor(objects: ObjectStore) {
    this.#objects = objects;
  }

  /** @throws FlowFault when the object cannot be read */
  get<M extends Model>(model: M, pk: string): InstanceOf<M> | undefined {
    const object = this.#objects.get(pk);
    return object?.model === model.name ? this.#checked(model, object) : undefined;
  }

  /** All of them as they are: for lists that people look at, and that have to show what is broken, too. */
  list<M extends Model>(model: M): InstanceOf<M>[] {
    return this.#objects.list(model.name).map((object) => this.#instance(model, object));
  }

  /** Flows with this designation, in the order they were created, as they are. */
  flowsFor(designation: Flow["designation"]): Flow[] {
    const objects = this.#objects.listByDesignation(flowModel.name, designation);
    return objects.map((object) => this.#instance(flowModel, object));
  }

  /**
   * The objects of a model that point to `target`, by ascending order.
   *
   * @throws FlowFault when one of them cannot be read
   */
  listByTarget<M extends Model>(model: M, target: string): InstanceOf<M>[] {
    return this.#objects.listByTarget(model.name, target).map((object) => this.#checked(model, object));
  }

  /**
   * The object with these values of the model's unique attributes.
   *
   * @throws FlowFault when it cannot be read
   */
  findUnique<M extends Model>(model: M, values: JsonObject): InstanceOf<M> | undefined {
    const key = uniqueKey(model, values);
    const object = key === null ? undefined : this.#objects.findByKey(key);
    return object?.model === model.name ? this.#checked(model, object) : undefined;
  }

  /** The object of a family whose models tell their objects apart by name, raw. */
  named(family: Family, name: string): StoredObject | undefined {
    return this.#objects.findByKey(JSON.stringify([family, name]));
  }

  /** An object of any model, raw: its secrets are sealed. */
  raw(pk: string): StoredObject | undefined {
    return this.#objects.get(pk);
  }

  #checked<M extends Model>(model: M, object: StoredObject): InstanceOf<M> {
    const parsed = parseFields(model.fields, object.data, anyFamily);
    if (parsed.ok) return this.#instance(model, object);
    const errors = Object.entries(parsed.errors).map(([field, [error]]) => `${field}: ${error?.string ?? ""}`);
    throw new FlowFault(`The object ${object.pk} (${model.name}) cannot be read: ${errors.join(" ")}`);
  }

  /** Attributes that a later version added to the model take their default. */
  #instance<M extends Model>(model: M, { pk, data }: StoredObject): InstanceOf<M> {
    const values: Record<string, unknown> = { pk };
    for (const [name, field] of Object.entries(model.fields)) {
      const value = data[name];
      values[name] = value === undefined ? field.missing?.() : value;
    }
    for (const name of model.secrets ?? []) {
      const sealed = data[name];
      if (typeof sealed === "string" && sealed !== "") values[name] = this.#objects.unseal(sealed);
    }
    return values as InstanceOf<M>;
  }
}
