import type { ResponseErrors } from "../../../protocol/challenges.ts";
import { sentence } from "../../../protocol/locales/words.ts";
import { isJsonObject, type JsonObject } from "../../store/json-value.ts";
import type { Store } from "../../store/store.ts";
import type { Model } from "../model.ts";
import { groupModel } from "../models/group-model.ts";
import { userModelName } from "../models/user-fields.ts";
import { type AppliedEntry, changedFields, nameOf, type Outcome, takeSnapshot } from "./applied-entry.ts";
import { BlueprintError } from "./blueprint-error.ts";
import { type EntryTarget, groupTarget, objectTarget, userTarget } from "./entry-target.ts";
import { refersTo } from "./flows-only.ts";
import { currentModel } from "./legacy-models.ts";
import { asLookups, keysOf, withIdentifiers } from "./identifiers.ts";
import { lookedUp } from "./lookups.ts";
import { mergeContext } from "./merge-context.ts";
import { droppedFields, nameWritten, outcomeOf } from "./entry-outcome.ts";
import { textsIn } from "./texts-in.ts";
import { unknownModel } from "./unknown-model.ts";
import { type Blueprint, type Entry, type Value } from "./parse-blueprint.ts";
import { resolveMap, resolveValue } from "./resolve-value.ts";
import { RunScope } from "./run-scope.ts";
import { isTruthy } from "./scope.ts";
import { isShipped } from "./shipped-blueprints.ts";

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
  /** Told what is wrong with each entry, up to {@link mostFaults}; without it, the first one ends all. */
  readonly onFault?: (fault: BlueprintError) => void;
  readonly now: number;
}

const metaModelName = "authentik_blueprints.metaapplyblueprint";
/** Nobody reads more at once. */
export const mostFaults = 20;

/**
 * Applies a blueprint as a whole or not at all.
 *
 * @throws BlueprintError with the line of the first entry at fault; nothing has then changed
 */
export function applyBlueprint(blueprint: Blueprint, options: ApplyOptions): void {
  options.store.database.transaction(() => {
    const run = new Run(blueprint, options);
    const faults: BlueprintError[] = [];
    blueprint.entries.forEach((entry, index) => {
      const fault = run.apply(entry, index + 1);
      if (!fault) return;
      faults.push(fault);
      options.onFault?.(fault);
      if (!options.onFault || faults.length === mostFaults) throw fault;
    });
    if (faults[0]) throw faults[0];
  });
}

/** @param field the attribute that is at fault, where it is one */
type Fail = (message: string, field?: string) => BlueprintError;

/** What is said of an entry that was applied. */
interface Told {
  readonly model: string;
  readonly state: string;
  readonly attrs: JsonObject;
  readonly before: JsonObject | undefined;
  readonly pk: string | undefined;
  readonly existing: string | undefined;
}

/** One application of one blueprint; knows the entries applied so far. */
class Run {
  readonly #options: ApplyOptions;
  readonly #scope: RunScope;
  /** Entries that something is wrong with, or with what they refer to. */
  readonly #failed = new Set<string>();
  /** Their primary keys, where they are written out. */
  readonly #failedPks = new Set<string>();

  constructor({ source, context }: Blueprint, options: ApplyOptions) {
    const { models, store, now, isTrusted = false } = options;
    this.#options = options;
    const targets = models.map((model) => [model.name, targetFor(model, store)] as const);
    this.#scope = new RunScope({
      source,
      models,
      isTrusted,
      context: mergeContext(context, options.context ?? {}),
      targets: new Map([...targets, [userModelName, userTarget(store, now)]]),
    });
  }

  /** @returns what is wrong with the entry itself; what is wrong because another entry is, has been said */
  apply(entry: Entry, position: number): BlueprintError | undefined {
    try {
      if (refersTo(entry, this.#failed, this.#failedPks)) this.#fail(entry);
      else this.#apply(entry, position);
      return undefined;
    } catch (error) {
      if (!(error instanceof BlueprintError)) throw error;
      this.#fail(entry);
      return error;
    }
  }

  #fail({ id, identifiers: { pk } }: Entry): void {
    if (id !== undefined) this.#failed.add(id);
    if (typeof pk === "string") this.#failedPks.add(pk);
  }

  #apply(entry: Entry, position: number): void {
    const scope = this.#scope;
    const { line } = entry;
    const { name: model } = currentModel(String(resolveValue(entry.model, scope)));
    const fail: Fail = (message, field = "") =>
      new BlueprintError(scope.source, entry.lines?.[field] ?? line, `entry ${position} (${model}): ${message}`);
    const tell = (outcome: Outcome, told: Partial<AppliedEntry> = {}): void =>
      this.#options.onEntry?.({ line, model, outcome, name: nameWritten(entry), changes: [], dropped: [], ...told });
    const target = scope.targets.get(model);
    if (entry.isLeftOut) {
      scope.keep(entry.id, target && this.#matchLeftOut(entry, target, fail));
      return tell("left out");
    }
    if (!entry.conditions.every((condition) => isTruthy(resolveValue(condition, scope)))) return tell("skipped");
    if (model === metaModelName) return this.#require(entry, fail);
    if (!target) throw fail(unknownModel(model, scope.targets.keys()));
    const identifiers = this.#identifiers(entry, target);
    const attrs = textsIn(target, entry, scope.relink(resolveMap(entry.attrs, scope), true));
    const existing = this.#match(target, identifiers, fail);
    const before = existing === undefined ? undefined : this.#snapshot(model, existing);
    const state = String(resolveValue(entry.state, scope));
    const whenNew = existing === undefined ? resolveMap(entry.whenNew ?? {}, scope) : {};
    const pk = this.#write(target, { state, existing, identifiers, attrs: { ...whenNew, ...attrs } }, fail);
    tell(...this.#told(target, { model, state, attrs, before, pk, existing }));
    if (pk === undefined) return;
    scope.keep(entry.id, pk);
    scope.rename(identifiers.pk, pk);
  }

  #told(
    target: EntryTarget,
    { model, state, attrs, before, pk, existing }: Told,
  ): [outcome: Outcome, told: Partial<AppliedEntry>] {
    const after = pk === undefined ? undefined : this.#snapshot(model, pk);
    const changes = before && after ? changedFields(before, after) : [];
    const data = after ?? before;
    const name = data && nameOf(this.#options.store, model, data);
    const dropped = state === "absent" ? [] : droppedFields(target, attrs);
    const told = { pk: pk ?? existing, changes, dropped, ...(name !== undefined && { name }) };
    return [outcomeOf(state, existing, changes), told];
  }

  /** Nobody looks where nobody listens. */
  #snapshot(model: string, pk: string): JsonObject | undefined {
    const { store, onEntry } = this.#options;
    return onEntry && takeSnapshot(store, this.#scope.models.get(model), pk);
  }

  #identifiers(entry: Entry, target: EntryTarget): JsonObject {
    const resolved = keysOf(resolveMap(entry.identifiers, this.#scope));
    return textsIn(target, entry, this.#scope.relink(resolved, false));
  }

  /** What is left out may be here already, and others may then refer to it. */
  #matchLeftOut(entry: Entry, target: EntryTarget, fail: Fail): string | undefined {
    try {
      return this.#match(target, this.#identifiers(entry, target), fail);
    } catch (error) {
      if (error instanceof BlueprintError) return undefined;
      throw error;
    }
  }

  #match(target: EntryTarget, identifiers: JsonObject, fail: Fail): string | undefined {
    const { pk, ...rest } = identifiers;
    const unknown = Object.keys(rest).find(
      (name) => lookedUp(name) !== "pk" && !Object.hasOwn(target.fields, lookedUp(name)),
    );
    if (unknown !== undefined) throw fail(sentence("Invalid identifier field: {0}", unknown));
    if (pk == null && Object.keys(rest).length === 0) throw fail(sentence("No or invalid identifiers"));
    if (pk != null && target.exists(String(pk))) return String(pk);
    return Object.keys(rest).length > 0 ? target.find(asLookups(rest)) : undefined;
  }

  #write(
    target: EntryTarget,
    entry: { state: string; existing: string | undefined; identifiers: JsonObject; attrs: JsonObject },
    fail: Fail,
  ): string | undefined {
    const { state, existing, attrs } = entry;
    const { pk, ...identifiers } = entry.identifiers;
    if (!["present", "created", "must_created", "absent"].includes(state))
      throw fail(sentence("Unknown state {0}.", state));
    if (state === "absent") {
      if (existing !== undefined) target.remove(existing);
      return undefined;
    }
    if (state === "must_created" && existing !== undefined) {
      throw fail(sentence("State is set to must_created and object exists already"));
    }
    const lookup = (key: string): string | undefined => this.#family(key);
    const attributes = withIdentifiers(attrs, identifiers);
    const written =
      existing === undefined
        ? target.create(typeof pk === "string" ? pk : undefined, attributes, lookup)
        : target.update(existing, attributes, lookup, state === "created");
    if (!written.ok) throw fail(describeErrors(written.errors), Object.keys(written.errors)[0]);
    return written.pk;
  }

  #family(pk: string): string | undefined {
    const { objects, users } = this.#options.store;
    const object = objects.get(pk);
    if (object) return this.#scope.models.get(object.model)?.family;
    return /^\d+$/.test(pk) && users.get(Number(pk)) ? "user" : undefined;
  }

  #require(entry: Entry, fail: Fail): void {
    const { identifiers, required = true } = resolveMap(entry.attrs, this.#scope);
    const { name, path } = isJsonObject(identifiers) ? identifiers : {};
    if (!required || isShipped(name, path)) return;
    if (typeof name === "string" && this.#options.available?.has(name)) return;
    throw fail(sentence("Required blueprint does not exist"));
  }
}

function targetFor(model: Model, store: Store): EntryTarget {
  return model.name === groupModel.name ? groupTarget(store) : objectTarget(model, store);
}

function describeErrors(errors: ResponseErrors): string {
  return Object.entries(errors)
    .map(([field, details]) => `${field}: ${details.map((detail) => detail.string).join(" ")}`)
    .join("; ");
}
