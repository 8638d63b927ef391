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

/**
 * Lets tests hold answers against the protocol's own schema, with `executeServerCommand("answers", …)`: an answer in `{ answer }` gives
 * `{ problems }`; without one they get the `{ components }` that take answers.
 */
export function answersCommand(): TestRunnerPlugin<{ readonly answer?: unknown }> {
  let schemas: AnswerSchemas | undefined;
  return {
    name: "answers-command",
    executeCommand({ command, payload }) {
      if (command !== "answers") return undefined;
      schemas ??= readAnswerSchemas();
      if (!payload?.answer) return { components: schemas.components };
      return { problems: schemas.problems(payload.answer) };
    },
  };
}

/** The schemas of the OpenAPI document that `@goauthentik/api` ships. Stricter than that document: names that it does not have are wrong. */
export function readAnswerSchemas(): AnswerSchemas {
  const manifest = createRequire(import.meta.url).resolve("@goauthentik/api/package.json");
  const text = readFileSync(manifest.replace(/package\.json$/, "schema.yml"), "utf8");
  const { schemas } = (parse(text) as { components: { schemas: Record<string, Schema> } }).components;
  const mapping = schemas["FlowChallengeResponseRequest"]?.discriminator?.mapping ?? {};
  for (const name of Object.values(mapping).map(nameOf))
    schemas[name] = { additionalProperties: false, ...schemas[name] };
  // OpenAPI has keywords and formats of its own.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: "protocol", components: { schemas } });
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
