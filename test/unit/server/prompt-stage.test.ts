import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { FlowApp } from "../../../src/server/http/create-app.ts";
import { flowWith } from "./support/flow-blueprint.ts";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const dummy = { model: "dummy.dummystage" };

/** An app with a flow `asks`, whose only form has these prompts, given as attributes in YAML. */
function appWith(t: TestContext, prompts: readonly string[], policies = ""): FlowApp {
  const app = testApp(t);
  const entries = prompts.map(
    (attrs, index) =>
      `  - { model: authentik_stages_prompt.prompt, id: p${index}, identifiers: { name: asked-${index} }, attrs: { label: L, order: ${index}, ${attrs} } }`,
  );
  const fields = prompts.map((_attrs, index) => `!KeyOf p${index}`).join(", ");
  const stage = { model: "prompt.promptstage", attrs: `fields: [${fields}], validation_policies: [${policies}]` };
  addBlueprint(app, `${entries.join("\n")}\n${flowWith("asks", "designation: recovery", [stage, dummy])}`);
  return app;
}

/** What is wrong with an answer, by field; nothing when it is taken. */
async function errorsOf(app: FlowApp, answer: unknown): Promise<Record<string, string[]>> {
  const challenge = await new TestBrowser(app).post("asks", answer);
  if (challenge.component === "ak-stage-dummy") return {};
  const errors = Object.entries(expectChallenge(challenge, "ak-stage-prompt").response_errors ?? {});
  return Object.fromEntries(errors.map(([name, details]) => [name, details.map(({ string }) => string)]));
}

/** What the plan holds after an answer. */
async function dataAfter(app: FlowApp, answer: unknown): Promise<unknown> {
  const browser = new TestBrowser(app);
  expectChallenge(await browser.post("asks", answer), "ak-stage-dummy");
  const rows = app.store.database.rows("SELECT data FROM sessions") as { data: string }[];
  const opened = rows.map(({ data }) => app.store.vault.open("sessions", data));
  const plans = opened.map((data) => (JSON.parse(data) as { plan?: { context: Record<string, unknown> } }).plan);
  return plans.map((plan) => plan?.context["prompt_data"]).find((data) => data !== undefined);
}

test("every type of field says what is wrong with an answer, in the protocol's words", async (t) => {
  const blank = "This field may not be blank.";
  const required = "This field is required.";
  const cases: readonly [type: string, wrong: unknown, message: string, right: unknown][] = [
    ["text", "", blank, " kept as it is "],
    ["text_area", "", blank, "two\nlines"],
    ["username", "user", "Username is already taken.", "somebody"],
    ["email", "nobody", "Enter a valid email address.", "a@example.test"],
    ["password", "", blank, " spaces count "],
    ["number", "many", "A valid integer is required.", "42"],
    ["date", "2024-02-30", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.", "2024-02-29"],
    [
      "date-time",
      "soon",
      "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
      "2024-02-29T10:30",
    ],
    ["file", "hello", "Invalid scheme", "data:text/plain;base64,aGk="],
    ["file", "data:text/plain,hi", "Invalid encoding", "data:text/plain;base64,aGk="],
  ];
  for (const [type, wrong, message, right] of cases) {
    const app = appWith(t, [`type: ${type}, field_key: answer`]);
    assert.deepEqual(await errorsOf(app, { answer: wrong }), { answer: [message] }, type);
    assert.deepEqual(await errorsOf(app, {}), { answer: [required] }, type);
    assert.deepEqual(await errorsOf(app, { answer: right }), {}, type);
  }
});

test("fields that need not be answered may be left out, or left empty", async (t) => {
  for (const type of ["text", "email", "username", "number", "date", "file", "ak-locale", "checkbox"]) {
    const app = appWith(t, [`type: ${type}, field_key: answer, required: false`]);
    assert.deepEqual(await errorsOf(app, {}), {}, type);
  }
  const app = appWith(t, ["type: text, field_key: answer, required: false"]);
  assert.deepEqual(await errorsOf(app, { answer: "" }), {});
});

test("choices come from the placeholder, and keep the type they were given in", async (t) => {
  const list = `type: dropdown, placeholder_expression: true, placeholder: 'return ["one", {"value": 2, "label": "Two"}]'`;
  const app = appWith(t, [`field_key: answer, ${list}, initial_value: nonsense`]);
  const { fields } = expectChallenge(await new TestBrowser(app).get("asks"), "ak-stage-prompt");
  assert.deepEqual(fields[0]?.choices, [
    { value: "one", label: "one" },
    { value: "2", label: "Two" },
  ]);
  assert.deepEqual([fields[0].initial_value, fields[0].placeholder], ["one", ""]);
  assert.deepEqual(await errorsOf(app, { answer: "3" }), { answer: ['"3" is not a valid choice.'] });
  assert.deepEqual(await dataAfter(app, { answer: "2" }), { answer: 2, component: "ak-stage-prompt" });
});

test("what is fixed cannot be changed by an answer", async (t) => {
  const app = appWith(t, [
    "type: hidden, field_key: hidden, placeholder: kept",
    "type: static, field_key: static, initial_value: words",
    "type: text_read_only, field_key: read_only, initial_value: as it is",
    "type: text_read_only, field_key: empty",
    "type: separator, field_key: line",
    "type: alert_info, field_key: alert, initial_value: careful",
  ]);
  const answer = { hidden: "x", static: "x", read_only: "x", empty: "x", line: "x", alert: "x" };
  assert.deepEqual(await dataAfter(app, answer), {
    hidden: "kept",
    static: "words",
    read_only: "as it is",
    empty: "",
    component: "ak-stage-prompt",
  });
});

test("keys with dots become objects, and their errors keep the key", async (t) => {
  const app = appWith(t, [
    "type: text, field_key: attributes.settings.locale",
    "type: number, field_key: attributes.age, required: false",
  ]);
  assert.deepEqual(await errorsOf(app, { "attributes.settings.locale": "de", "attributes.age": "old" }), {
    "attributes.age": ["A valid integer is required."],
  });
  assert.deepEqual(await dataAfter(app, { "attributes.settings.locale": "de", "attributes.age": "36" }), {
    attributes: { settings: { locale: "de" }, age: 36 },
    component: "ak-stage-prompt",
  });
});

test("an initial value counts where nothing is answered, and an expression that fails is shown as it is", async (t) => {
  const app = appWith(t, [
    "type: text, field_key: given, initial_value: return user.username, initial_value_expression: true",
    "type: text, field_key: broken, initial_value: return nonsense, initial_value_expression: true",
    "type: checkbox, field_key: ticked, initial_value: return True, initial_value_expression: true",
  ]);
  const browser = new TestBrowser(app);
  await browser.signIn("user");
  const { fields } = expectChallenge(await browser.get("asks"), "ak-stage-prompt");
  assert.deepEqual(
    fields.map(({ initial_value }) => initial_value),
    ["user", "return nonsense", "True"],
  );
  expectChallenge(await browser.post("asks", {}), "ak-stage-dummy");
});

test("two passwords are one and its repetition, three are not", async (t) => {
  const password = (key: string): string => `type: password, field_key: ${key}`;
  const two = appWith(t, [password("a"), password("b")]);
  assert.deepEqual(await errorsOf(two, { a: "x", b: "y" }), { non_field_errors: ["Passwords don't match."] });
  assert.deepEqual(await errorsOf(two, { a: "x", b: "x" }), {});
  const three = appWith(t, [password("a"), password("b"), password("c")]);
  assert.deepEqual(await errorsOf(three, { a: "x", b: "y", c: "z" }), {});
});

test("policies judge the answer, may change it, and what they say is told", async (t) => {
  const app = testApp(t);
  addBlueprint(
    app,
    `  - model: authentik_policies_expression.expressionpolicy
    id: judge
    identifiers: { name: judge }
    attrs:
      expression: |
        data = request.context["prompt_data"]
        if data["color"] == "red":
          ak_message("Not red.")
          return False
        data["color"] = data["color"].upper()
        return "flow_plan" not in request.context
  - { model: authentik_stages_prompt.prompt, id: p, identifiers: { name: color }, attrs: { field_key: color, label: Color, type: text } }
${flowWith("asks", "designation: recovery", [
  { model: "prompt.promptstage", attrs: "fields: [!KeyOf p], validation_policies: [!KeyOf judge]" },
  dummy,
])}`,
  );
  assert.deepEqual(await errorsOf(app, { color: "red" }), { non_field_errors: ["Not red."] });
  assert.deepEqual(await dataAfter(app, { color: "blue" }), { color: "BLUE", component: "ak-stage-prompt" });
});

test("a photograph of five megabytes is taken where a form asks for a file, and nowhere else", async (t) => {
  const photograph = `data:image/jpeg;base64,${Buffer.alloc(6_000_000).toString("base64")}`;
  const app = appWith(t, ["type: file, field_key: picture"]);
  assert.deepEqual(await errorsOf(app, { picture: photograph }), {});
  const other = appWith(t, ["type: text, field_key: picture"]);
  assert.equal((await new TestBrowser(other).post("asks", { picture: photograph })).component, "ak-stage-flow-error");
});
