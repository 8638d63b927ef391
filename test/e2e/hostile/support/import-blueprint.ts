import assert from "node:assert/strict";
import type { Visitor } from "./visitor.ts";

/** Signs the demonstration's administrator in and brings a blueprint into the server, as tools do it. */
export async function importBlueprint(admin: Visitor, password: string, yaml: string): Promise<void> {
  await admin.signIn("admin", password);
  const boundary = "----blueprint";
  const body = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="file"; filename="a.yaml"',
    "Content-Type: application/yaml",
    "",
    yaml,
    `--${boundary}--`,
    "",
  ];
  const answer = await admin.request("/api/v3/managed/blueprints/import/", {
    method: "POST",
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "x-authentik-csrf": admin.cookies.get("authentik_csrf") ?? "",
      origin: "https://id.example",
    },
    body: body.join("\r\n"),
  });
  assert.equal(answer.status, 200, answer.text);
  assert.equal((JSON.parse(answer.text) as { success: boolean }).success, true, answer.text);
}
