import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { TestRunnerPlugin } from "@web/test-runner";
import { Ajv } from "ajv";
import { parse } from "yaml";

interface Schema {
  readonly type?: string;
  readonly additionalProperties?: unknown;
  readonly discriminator?: { readonly mapping?: Readonly<Record<string, string>> };
}

/** What an answer is held against: the schemas of `FlowChallengeResponseRequest`, by component. */
export interface AnswerSchemas {
  readonly components: readonly string[];
  /** What is wrong with an answer, in words. */
  problems(answer: unknown): string[];
}

interface Question {
  readonly answer?: unknown;
  /** Whose schemas: those of another release than the installed package's, such as `2025.10`. */
  readonly release?: string;
}

/**
 * Lets tests hold answers against the protocol's own schema, with `executeServerCommand("answers", …)`: an answer in `{ answer }` gives
 * `{ problems }`; without one they get the `{ components }` that take answers.
 */
export function answersCommand(): TestRunnerPlugin<Question> {
  const known = new Map<string, AnswerSchemas>();
  return {
    name: "answers-command",
    executeCommand({ command, payload }) {
      if (command !== "answers") return undefined;
      const { answer, release = "" } = payload ?? {};
      const schemas = known.get(release) ?? readAnswerSchemas(release);
      known.set(release, schemas);
      return answer ? { problems: schemas.problems(answer) } : { components: schemas.components };
    },
  };
}

/** What the schemas of a release are that differ from the installed package's. */
function differencesOf(release: string): Record<string, Schema> {
  const file = new URL("../../test/fixtures/releases.gen.json", import.meta.url);
  const releases = JSON.parse(readFileSync(file, "utf8")) as Record<string, { schemas: Record<string, Schema> }>;
  const found = releases[release];
  if (!found) throw new Error(`no schemas are known for release "${release}"`);
  return found.schemas;
}

/**
 * The schemas of the OpenAPI document that `@goauthentik/api` ships. Stricter than that document: names that it does not have are wrong.
 * Other releases want numbers where the installed one wants text; their servers read digits as a number.
 */
function readAnswerSchemas(release: string): AnswerSchemas {
  const manifest = createRequire(import.meta.url).resolve("@goauthentik/api/package.json");
  const text = readFileSync(manifest.replace(/package\.json$/, "schema.yml"), "utf8");
  const { schemas } = (parse(text) as { components: { schemas: Record<string, Schema> } }).components;
  if (release) Object.assign(schemas, differencesOf(release));
  const mapping = schemas["FlowChallengeResponseRequest"]?.discriminator?.mapping ?? {};
  for (const name of Object.values(mapping).map(nameOf))
    schemas[name] = { additionalProperties: false, ...schemas[name] };
  // OpenAPI has keywords and formats of its own.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: "protocol", components: { schemas: release ? withDigits(schemas) : schemas } });
  return {
    components: Object.keys(mapping),
    problems(answer) {
      const { component = "" } = answer as { component?: string };
      const reference = mapping[component];
      if (!reference) return [`no answer is known for "${component}"`];
      const validate = ajv.compile({ $ref: `protocol${reference}` });
      validate(answer);
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`,
      );
    },
  };
}

function nameOf(reference: string): string {
  return reference.replace("#/components/schemas/", "");
}

/** Where an integer is wanted, text that is one will do: so read the fields of Django REST framework. */
function withDigits(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withDigits);
  if (typeof schema !== "object" || schema === null) return schema;
  if ((schema as Schema).type === "integer") return { anyOf: [schema, { type: "string", pattern: "^[0-9]+$" }] };
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, withDigits(part)]));
}
