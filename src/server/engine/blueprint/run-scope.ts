import { readFileSync } from "node:fs";
import type { JsonObject, JsonValue } from "../../store/json-value.ts";
import type { Model } from "../model.ts";
import type { EntryTarget } from "./entry-target.ts";
import { currentModel } from "./legacy-models.ts";
import type { Value } from "./parse-blueprint.ts";
import type { Scope } from "./scope.ts";
import { isKnownModel, unknownModel } from "./unknown-model.ts";
import { WorkBudget } from "./work-budget.ts";

/** Models that others derive from, and the family that these are here. */
const parents: Readonly<Record<string, readonly string[]>> = {
  "authentik_core.source": ["source"],
  "authentik_flows.stage": ["stage"],
  "authentik_policies.policy": ["policy"],
  "authentik_policies.policybindingmodel": ["flow", "binding", "source"],
};

/** What the entries of one document can refer to while it is applied: those before them, and what is here. */
export class RunScope implements Scope {
  readonly source: string;
  readonly budget = new WorkBudget();
  readonly context: Readonly<Record<string, Value>>;
  readonly models: ReadonlyMap<string, Model>;
  readonly targets: ReadonlyMap<string, EntryTarget>;
  readonly #isTrusted: boolean;
  readonly #pks = new Map<string, string>();
  readonly #leftOut = new Set<string>();
  /** Primary keys as the document has them → as they are here, where an object existed under another. */
  readonly #renamed = new Map<string, string>();

  constructor(
    given: Pick<RunScope, "source" | "context" | "targets"> & {
      readonly models: readonly Model[];
      readonly isTrusted: boolean;
    },
  ) {
    this.source = given.source;
    this.context = given.context;
    this.models = new Map(given.models.map((model) => [model.name, model]));
    this.targets = given.targets;
    this.#isTrusted = given.isTrusted;
  }

  keyOf(id: string): string | undefined {
    return this.#pks.get(id);
  }

  isLeftOut(id: string): boolean {
    return this.#leftOut.has(id);
  }

  modelFault(called: string): string | undefined {
    const { name } = currentModel(called);
    return this.targets.has(name) || isKnownModel(name) ? undefined : unknownModel(name, this.targets.keys());
  }

  find(model: string, attributes: JsonObject): string | undefined {
    return this.#search(model, attributes)?.[0];
  }

  findObject(model: string, attributes: JsonObject): JsonObject | undefined {
    const [pk, target] = this.#search(model, attributes) ?? [];
    const values = pk === undefined ? undefined : target?.read(pk);
    return values && { pk, ...values };
  }

  #search(called: string, attributes: JsonObject): [pk: string, target: EntryTarget] | undefined {
    const { pk, ...rest } = attributes;
    for (const target of this.#targetsOf(called)) {
      if (typeof pk === "string" && target.exists(pk)) return [pk, target];
      const found = Object.keys(rest).length > 0 ? target.find(rest) : undefined;
      if (found !== undefined) return [found, target];
    }
    return undefined;
  }

  /** Those of a model, or of all that derive from it. */
  #targetsOf(called: string): EntryTarget[] {
    const { name } = currentModel(called);
    const families = Object.hasOwn(parents, name) ? parents[name] : undefined;
    const names = families
      ? [...this.models.values()].filter(({ family }) => families.includes(family)).map((model) => model.name)
      : [name];
    return names.flatMap((each) => this.targets.get(each) ?? []);
  }

  env(name: string): string | undefined {
    return this.#isTrusted ? process.env[name] : undefined;
  }

  file(path: string): string | undefined {
    if (!this.#isTrusted) return undefined;
    try {
      return readFileSync(path, "utf8").trim();
    } catch {
      return undefined; // What cannot be read is worth the tag's default.
    }
  }

  /** An entry is here under a primary key, or left out (`undefined`). */
  keep(id: string | undefined, pk: string | undefined): void {
    if (id === undefined) return;
    if (pk === undefined) this.#leftOut.add(id);
    else this.#pks.set(id, pk);
  }

  rename(written: JsonValue | undefined, pk: string): void {
    if (typeof written === "string" && written !== pk) this.#renamed.set(written, pk);
  }

  /** Documents with written-out primary keys refer to objects that may exist here under others. */
  relink(values: JsonObject, includePk: boolean): JsonObject {
    const swap = (value: JsonValue): JsonValue =>
      typeof value === "string" ? (this.#renamed.get(value) ?? value) : value;
    const swapDeep = (value: JsonValue): JsonValue => (Array.isArray(value) ? value.map(swap) : swap(value));
    return Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, !includePk && key === "pk" ? value : swapDeep(value ?? null)]),
    );
  }
}
