import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** One attribute of a model, as the OpenAPI schema that authentik publishes has it. */
export interface SchemaField {
  readonly type: "string" | "integer" | "number" | "boolean" | "array" | "object" | "any";
  readonly enum?: readonly (string | number)[];
  readonly nullable: boolean;
  readonly isRequired: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: SchemaField;
  readonly isWriteOnly: boolean;
}

export type SchemaFields = Readonly<Record<string, SchemaField>>;

interface Raw {
  readonly $ref?: string;
  readonly allOf?: readonly Raw[];
  readonly oneOf?: readonly Raw[];
  readonly type?: SchemaField["type"];
  readonly enum?: readonly (string | number)[];
  readonly nullable?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: Raw;
  readonly writeOnly?: boolean;
  readonly properties?: Readonly<Record<string, Raw>>;
  readonly required?: readonly string[];
}

/** Names of the schema's requests that do not follow from the model's name. */
const irregular: Readonly<Record<string, string>> = { mutualtlsstage: "MutualTLSStageRequest" };

const text = readFileSync("node_modules/@goauthentik/api/schema.yml", "utf8");
const sections = new Map<string, string>();
for (const part of text.slice(text.indexOf("\n  schemas:\n")).split(/^(?= {4}\w+:$)/m)) {
  sections.set(/^ {4}(\w+):$/m.exec(part)?.[1] ?? "", part);
}
const byLowerCase = new Map([...sections.keys()].map((name) => [name.toLowerCase(), name]));
const read = new Map<string, Raw>();

function section(name: string): Raw {
  const known = read.get(name);
  if (known) return known;
  const parsed = (parse(sections.get(name) ?? "") as Record<string, Raw>)[name] ?? {};
  read.set(name, parsed);
  return parsed;
}

function fieldOf(raw: Raw, isRequired: boolean): SchemaField {
  let whole: Raw = raw;
  for (const part of [...(raw.allOf ?? []), raw, ...(raw.oneOf ?? [])]) {
    if (part.$ref !== undefined) whole = { ...section(part.$ref.split("/").at(-1) ?? ""), ...whole };
  }
  const values =
    whole.enum ??
    (raw.oneOf ?? []).flatMap((part) => (part.$ref ? (section(part.$ref.split("/").at(-1) ?? "").enum ?? []) : []));
  const { items, writeOnly = false, nullable = false, type = "any" } = whole;
  return {
    ...(whole as Omit<Raw, "items">),
    type,
    nullable,
    isRequired,
    isWriteOnly: writeOnly,
    ...(values.length > 0 && { enum: values.filter((value) => value !== "") }),
    ...(items && { items: fieldOf(items, false) }),
  };
}

/** What authentik's API takes for an object of a model, or `undefined` where it has no such request. */
export function requestOf(model: string): SchemaFields | undefined {
  const short = model.split(".")[1] ?? model;
  const name = irregular[short] ?? byLowerCase.get(`${short}request`);
  if (name === undefined) return undefined;
  const { properties = {}, required = [] } = section(name);
  return Object.fromEntries(
    Object.entries(properties).map(([field, raw]) => [field, fieldOf(raw, required.includes(field))]),
  );
}

/** Every model that authentik's blueprints may have. */
export const schemaModels: readonly string[] = (section("ModelEnum").enum ?? []).map(String);
