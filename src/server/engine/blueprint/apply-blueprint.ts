import { readFileSync } from "node:fs";
import type { ResponseErrors } from "../../../protocol/challenges.ts";
import type { JsonObject, JsonValue } from "../../store/json-value.ts";
import type { Store } from "../../store/store.ts";
import type { Model } from "../model.ts";
import { groupModel } from "../models/group-model.ts";
import { userModelName } from "../models/user-fields.ts";
import { BlueprintError } from "./blueprint-error.ts";
import { type EntryTarget, groupTarget, objectTarget, userTarget } from "./entry-target.ts";
import { currentModel } from "./legacy-models.ts";
import { unknownModel } from "./unknown-model.ts";
import { type Blueprint, type Entry, isValueMap, type Value } from "./parse-blueprint.ts";
import { resolveMap, resolveValue } from "./resolve-value.ts";
import { isTruthy, type Scope } from "./scope.ts";
import { WorkBudget } from "./work-budget.ts";

export interface ApplyOptions {
  readonly store: Store;
  /** The models entries may be of, beside users. */
  readonly models: readonly Model[];
  /** Laid over the document's own context. */
  readonly context?: Readonly<Record<string, Value>>;
  /** Names of the blueprints that others may require. */
  readonly available?: ReadonlySet<string>;
  /** Whether tags may read files and the environment of this machine: not for documents from elsewhere. */
  readonly isTrusted?: boolean;
  /** Told what became of each entry. */
  readonly onEntry?: (entry: AppliedEntry) => void;
  readonly now: number;
}

/** What became of an entry. */
export interface AppliedEntry {
  readonly line: number;
  readonly model: string;
  readonly outcome: "created" | "updated" | "unchanged" | "deleted" | "skipped";
  readonly pk?: string | undefined;
}

const metaModelName = "authentik_blueprints.metaapplyblueprint";

/**
 * Applies a blueprint as a whole or not at all.
 *
 * @throws BlueprintError with the line of the entry at fault; nothing has then changed
 */
export function applyBlueprint(blueprint: Blueprint, options: ApplyOptions): void {
  options.store.database.transaction(() => {
    const run = new Run(blueprint, options);
    blueprint.entries.forEach((entry, index) => run.apply(entry, index + 1));
  });
}

/** One application of one blueprint; knows the entries applied so far. */
class Run implements Scope {
  readonly source: string;
  readonly budget = new WorkBudget();
  readonly context: Readonly<Record<string, Value>>;
  readonly #options: ApplyOptions;
  readonly #families: ReadonlyMap<string, string>;
  readonly #targets: ReadonlyMap<string, EntryTarget>;
  readonly #pks = new Map<string, string>();
  /** Primary keys as the document has them → as they are here, where an object existed under another. */
  readonly #renamed = new Map<string, string>();

  constructor(blueprint: Blueprint, options: ApplyOptions) {
    const { models, store, now } = options;
    this.source = blueprint.source;
    this.context = mergeContext(blueprint.context, options.context ?? {});
    this.#options = options;
    this.#families = new Map(models.map((model) => [model.name, model.family]));
    const targets = models.map((model) => [model.name, targetFor(model, store)] as const);
    this.#targets = new Map([...targets, [userModelName, userTarget(store, now)]]);
  }

  keyOf(id: string): string | undefined {
    return this.#pks.get(id);
  }

  find(called: string, attributes: JsonObject): string | undefined {
    const model = currentModel(called).name;
    const { pk, ...rest } = attributes;
    const target = this.#targets.get(model);
    if (typeof pk === "string" && target?.exists(pk)) return pk;
    return Object.keys(rest).length > 0 ? target?.find(rest) : undefined;
  }

  findObject(model: string, attributes: JsonObject): JsonObject | undefined {
    const pk = this.find(model, attributes);
    const values = pk === undefined ? undefined : this.#targets.get(currentModel(model).name)?.read(pk);
    return values && { pk, ...values };
  }

  env(name: string): string | undefined {
    return this.#options.isTrusted ? process.env[name] : undefined;
  }

  file(path: string): string | undefined {
    if (!this.#options.isTrusted) return undefined;
    try {
      return readFileSync(path, "utf8").trim();
    } catch {
      return undefined; // What cannot be read is worth the tag's default.
    }
  }

  apply(entry: Entry, position: number): void {
    const { name: model } = currentModel(String(resolveValue(entry.model, this)));
    const fail = (message: string): BlueprintError =>
      new BlueprintError(this.source, entry.line, `entry ${position} (${model}): ${message}`);
    const tell = (outcome: AppliedEntry["outcome"], pk?: string): void =>
      this.#options.onEntry?.({ line: entry.line, model, outcome, pk });
    if (!entry.conditions.every((condition) => isTruthy(resolveValue(condition, this)))) {
      tell("skipped");
      return;
    }
    if (model === metaModelName) {
      this.#require(entry, fail);
      return;
    }
    const target = this.#targets.get(model);
    if (!target) throw fail(unknownModel(model, this.#targets.keys()));
    const identifiers = this.#relink(resolveMap(entry.identifiers, this), false);
    const attrs = this.#relink(resolveMap(entry.attrs, this), true);
    const existing = this.#match(target, identifiers, fail);
    const state = String(resolveValue(entry.state, this));
    const whenNew = existing === undefined ? resolveMap(entry.whenNew ?? {}, this) : {};
    const pk = this.#write(target, { state, existing, identifiers, attrs: { ...whenNew, ...attrs } }, fail);
    tell(outcomeOf(state, existing), pk ?? existing);
    if (pk === undefined) return;
    if (entry.id !== undefined) this.#pks.set(entry.id, pk);
    if (typeof identifiers.pk === "string" && identifiers.pk !== pk) this.#renamed.set(identifiers.pk, pk);
  }

  #match(target: EntryTarget, identifiers: JsonObject, fail: (message: string) => BlueprintError): string | undefined {
    const { pk, ...rest } = identifiers;
    const unknown = Object.keys(rest).find((name) => !Object.hasOwn(target.fields, name));
    if (unknown !== undefined) throw fail(`Invalid identifier field: ${unknown}`);
    if (pk == null && Object.keys(rest).length === 0) throw fail("No or invalid identifiers");
    if (pk != null && target.exists(String(pk))) return String(pk);
    return Object.keys(rest).length > 0 ? target.find(rest) : undefined;
  }

  #write(
    target: EntryTarget,
    entry: { state: string; existing: string | undefined; identifiers: JsonObject; attrs: JsonObject },
    fail: (message: string) => BlueprintError,
  ): string | undefined {
    const { state, existing, attrs } = entry;
    const { pk, ...identifiers } = entry.identifiers;
    if (!["present", "created", "must_created", "absent"].includes(state)) throw fail(`Unknown state ${state}.`);
    if (state === "absent") {
      if (existing !== undefined) target.remove(existing);
      return undefined;
    }
    if (state === "must_created" && existing !== undefined) {
      throw fail("State is set to must_created and object exists already");
    }
    const lookup = (key: string): string | undefined => this.#family(key);
    const attributes = { ...identifiers, ...attrs };
    const written =
      existing === undefined
        ? target.create(typeof pk === "string" ? pk : undefined, attributes, lookup)
        : target.update(existing, attributes, lookup, state === "created");
    if (!written.ok) throw fail(describeErrors(written.errors));
    return written.pk;
  }

  #family(pk: string): string | undefined {
    const { objects, users } = this.#options.store;
    const object = objects.get(pk);
    if (object) return this.#families.get(object.model);
    return /^\d+$/.test(pk) && users.get(Number(pk)) ? "user" : undefined;
  }

  #require(entry: Entry, fail: (message: string) => BlueprintError): void {
    const { identifiers, required = true } = resolveMap(entry.attrs, this);
    const name =
      typeof identifiers === "object" && identifiers !== null && !Array.isArray(identifiers) ? identifiers.name : null;
    if (!required || (typeof name === "string" && this.#options.available?.has(name))) return;
    throw fail("Required blueprint does not exist");
  }

  /** Documents with written-out primary keys refer to objects that may exist here under others. */
  #relink(values: JsonObject, includePk: boolean): JsonObject {
    const swap = (value: JsonValue): JsonValue =>
      typeof value === "string" ? (this.#renamed.get(value) ?? value) : value;
    const swapDeep = (value: JsonValue): JsonValue => (Array.isArray(value) ? value.map(swap) : swap(value));
    return Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, !includePk && key === "pk" ? value : swapDeep(value ?? null)]),
    );
  }
}

function targetFor(model: Model, store: Store): EntryTarget {
  return model.name === groupModel.name ? groupTarget(store) : objectTarget(model, store);
}

function outcomeOf(state: string, existing: string | undefined): AppliedEntry["outcome"] {
  if (state === "absent") return existing === undefined ? "unchanged" : "deleted";
  if (existing === undefined) return "created";
  return state === "created" ? "unchanged" : "updated";
}

function describeErrors(errors: ResponseErrors): string {
  return Object.entries(errors)
    .map(([field, details]) => `${field}: ${details.map((detail) => detail.string).join(" ")}`)
    .join("; ");
}

function mergeContext(
  base: Readonly<Record<string, Value>>,
  over: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const merged: Record<string, Value> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isValueMap(below) && isValueMap(value) ? mergeContext(below, value) : value;
  }
  return merged;
}
