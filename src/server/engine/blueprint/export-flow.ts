import { stringify } from "yaml";
import type { JsonObject, JsonValue } from "../../store/json-value.ts";
import type { UserStore } from "../../store/user-store.ts";
import type { ObjectStore, StoredObject } from "../../store/object-store.ts";
import { anyFamily, type Field } from "../fields.ts";
import type { Model } from "../model.ts";
import { isLeftOut } from "../setting-fields.ts";
import { policyBindingModel } from "../models/policy-binding-model.ts";
import { userModelName } from "../models/user-fields.ts";
import { stageBindingModel } from "../models/stage-binding-model.ts";

/** What an export reads from. */
export interface ExportOptions {
  readonly objects: ObjectStore;
  /** People that policies are bound to, to name them. */
  readonly users?: Pick<UserStore, "get">;
  /** The models of everything a flow may consist of. */
  readonly models: readonly Model[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Attributes by which the exporter names an object, beside its primary key. */
const identifiedBy: Readonly<Record<string, readonly string[]>> = {
  flow: ["slug"],
  stage: ["name"],
  binding: ["target", "stage", "order"],
  policybinding: ["policy", "group", "user", "target", "order"],
};

/**
 * Writes a flow as a blueprint that makes the same flow again, here or elsewhere: the flow, its prompts, policies, stages and bindings, with
 * their primary keys, and the stages that stages refer to. Secrets are left out and named in a comment; so is what the flow only refers to:
 * other flows, groups, sources.
 *
 * @param pk of the flow
 * @throws {Error} when there is no such flow
 */
export function exportFlow(pk: string, { objects, users, models, now }: ExportOptions): string {
  const flow = objects.get(pk);
  if (!flow) throw new Error(`There is no flow ${pk}.`);
  const get = (keys: readonly JsonValue[]): StoredObject[] =>
    keys.map((key) => objects.get(String(key))).filter((found) => found !== undefined);

  const stageBindings = objects.listByTarget(stageBindingModel.name, pk);
  const targets = [pk, ...stageBindings.map((binding) => binding.pk)];
  const policyBindings = targets.flatMap((target) => objects.listByTarget(policyBindingModel.name, target));
  const stages = withStagesOf(get(stageBindings.map(({ data }) => data.stage ?? null)), get);
  const prompts = get(stages.flatMap(({ data }) => listOf(data.fields)));
  const policies = get([
    ...policyBindings.map(({ data }) => data.policy ?? null).filter((policy) => policy !== null),
    ...stages.flatMap(({ data }) => listOf(data.validation_policies)),
  ]);
  const all = [flow, ...prompts, ...policies, ...stages, ...stageBindings, ...policyBindings];
  const unique = [...new Map(all.map((object) => [object.pk, object])).values()];
  const document = {
    version: 1,
    metadata: {
      name: `authentik Export - ${new Date(now).toISOString()}`,
      labels: { "blueprints.goauthentik.io/generated": "true" },
    },
    context: {},
    entries: unique.map((object) => entryFor(object, models)),
  };
  return (
    secretsComment(unique, models) +
    elsewhereComment(unique, objects, users) +
    stringify(document, { sortMapEntries: true, aliasDuplicateObjects: false, lineWidth: 0, version: "1.1" })
  );
}

/** Attributes by which a stage refers to others, which it cannot do without. */
const stageFields = ["password_stage", "captcha_stage", "webauthn_stage", "configuration_stages"];

/** Stages with those that they refer to, which come before them. */
function withStagesOf(
  stages: readonly StoredObject[],
  get: (keys: readonly JsonValue[]) => StoredObject[],
): StoredObject[] {
  const found = new Map<string, StoredObject>();
  const add = (stage: StoredObject, path: readonly string[]): void => {
    if (found.has(stage.pk) || path.includes(stage.pk)) return;
    const keys = stageFields.flatMap((name): JsonValue[] => [stage.data[name] ?? []].flat());
    for (const other of get(keys)) add(other, [...path, stage.pk]);
    found.set(stage.pk, stage);
  };
  for (const stage of stages) add(stage, []);
  return [...found.values()];
}

/** A comment that names what an export leaves out and an import asks for. */
function secretsComment(objects: readonly StoredObject[], models: readonly Model[]): string {
  const lines = objects.flatMap(({ model: name, data }) => {
    const secrets = models.find((candidate) => candidate.name === name)?.secrets ?? [];
    const left = secrets.filter((field) => data[field] !== undefined && data[field] !== null && data[field] !== "");
    return left.length > 0 ? [`#   ${name} ${JSON.stringify(data.name ?? "")}: ${left.join(", ")}\n`] : [];
  });
  return lines.length === 0
    ? ""
    : `# Left out because they are secret. Add them before you import this elsewhere:\n${lines.join("")}`;
}

/** A comment that names what an export refers to and has not in it. */
function elsewhereComment(
  exported: readonly StoredObject[],
  objects: ObjectStore,
  users: ExportOptions["users"],
): string {
  const inside = new Set(exported.map(({ pk }) => pk));
  const keys = exported.flatMap(({ data }) => Object.values(data).flat()).filter((key) => typeof key === "string");
  const outside = [...new Set(keys)].filter((key) => !inside.has(key)).flatMap((key) => objects.get(key) ?? []);
  const bound = new Set(exported.filter(({ model }) => model === policyBindingModel.name).map(({ data }) => data.user));
  const people = [...bound].flatMap((key) => users?.get(Number(key ?? -1)) ?? []);
  const lines = [
    ...outside.map(({ model, data }) => `#   ${model} ${JSON.stringify(data.slug ?? data.name ?? "")}\n`),
    ...people.map(({ pk, username }) => `#   ${userModelName} ${JSON.stringify(username)}, as ${pk}\n`),
  ];
  return lines.length === 0
    ? ""
    : `# Refers to what is not in this file. Have it there before you import this elsewhere:\n${lines.join("")}`;
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** What an attribute is written as today: what was null before may be blank since. */
function asToday(field: Field<unknown> | undefined, value: JsonValue | undefined): unknown {
  if (value === undefined) return field?.missing?.();
  const parsed = field?.parse(value, anyFamily);
  return parsed?.ok ? parsed.value : value;
}

function entryFor({ pk, model: name, data }: StoredObject, models: readonly Model[]): JsonObject {
  const model = models.find((candidate) => candidate.name === name);
  const secrets: readonly string[] = model?.secrets ?? [];
  const names = identifiedBy[model?.family ?? ""] ?? [];
  const identifiers: JsonObject = { pk };
  const attrs: JsonObject = {};
  for (const field of Object.keys(model?.fields ?? {})) {
    if (secrets.includes(field)) continue;
    const value = asToday(model?.fields[field], data[field]);
    if (isLeftOut(model?.fields[field])) continue;
    if (!names.includes(field)) {
      const isMissing = value === undefined && !model?.fields[field]?.parse(null).ok;
      if (!isMissing) attrs[field] = (value as JsonValue | undefined) ?? null;
    } else if (value != null) identifiers[field] = value as JsonValue;
  }
  return { model: name, state: "present", identifiers, attrs, conditions: [], permissions: [] };
}
