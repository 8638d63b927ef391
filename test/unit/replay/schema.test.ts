/** What an authentik sends is what its schema says, which our types are made from; where it is not, the types have to know. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { casesOf, recordedJourney, recordingNames } from "../../replay/read-recordings.ts";

interface OpenApi {
  readonly components: { readonly schemas: { readonly ChallengeTypes: { readonly discriminator: Discriminator } } };
}
interface Discriminator {
  readonly mapping: Readonly<Record<string, string>>;
}

const manifest = createRequire(import.meta.url).resolve("@goauthentik/api/package.json");
const { components } = parse(readFileSync(manifest.replace(/package\.json$/, "schema.yml"), "utf8")) as OpenApi;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: "api", components: nullsAsTypes(components) });

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type. */
function nullsAsTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(nullsAsTypes);
  if (typeof schema !== "object" || schema === null) return schema;
  const { nullable, ...rest } = schema as Record<string, unknown>;
  const plain = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, nullsAsTypes(part)]));
  return nullable === true ? { anyOf: [plain, { type: "null" }] } : plain;
}

function validatorOf(reference: string): ValidateFunction {
  const validate = ajv.getSchema(`api${reference}`);
  assert.ok(validate, reference);
  return validate;
}

function faultsOf(reference: string, value: unknown): string[] {
  const validate = validatorOf(reference);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

test("recorded challenges are what the schema says", () => {
  const { mapping } = components.schemas.ChallengeTypes.discriminator;
  const all = [...recordingNames("components").flatMap(casesOf), ...recordingNames("journeys").map(recordedJourney)];
  const seen = new Set<string>();
  for (const { name, steps } of all) {
    for (const { challenge } of steps) {
      if (!challenge) continue;
      seen.add(challenge.component);
      assert.deepEqual(faultsOf(mapping[challenge.component] ?? "", challenge), [], `${name}: ${challenge.component}`);
    }
  }
  assert.deepEqual([...seen].sort(), Object.keys(mapping).sort());
});

test("the recorded brand has flags for pages only, which the type knows", () => {
  const [step] = casesOf("brands-current")[0]?.steps ?? [];
  assert.deepEqual(faultsOf("#/components/schemas/CurrentBrand", step?.json), [
    "/flags must have required property 'core_default_app_access'",
    "/flags must have required property 'enterprise_audit_include_expanded_diff'",
  ]);
});
