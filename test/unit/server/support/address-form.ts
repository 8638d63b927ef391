import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { addBlueprint } from "./test-app.ts";
import { flowWith } from "./flow-blueprint.ts";

/** A form for name and address, as administrators can make one. */
export const details = "details";

export function addDetailsForm(app: FlowApp): void {
  const prompt = (key: string, type: string): string =>
    `  - { model: authentik_stages_prompt.prompt, id: p-${key}, identifiers: { name: details-${key} }, attrs: { field_key: ${key}, label: ${key}, type: ${type}, required: ${key !== "name"} } }`;
  const fields = [prompt("username", "username"), prompt("name", "text"), prompt("email", "email")];
  const flow = flowWith(details, "designation: stage_configuration, authentication: require_authenticated", [
    { model: "prompt.promptstage", attrs: "fields: [!KeyOf p-username, !KeyOf p-name, !KeyOf p-email]" },
    { model: "user_write.userwritestage", attrs: "user_creation_mode: never_create" },
  ]);
  addBlueprint(app, `${fields.join("\n")}\n${flow}`);
}
