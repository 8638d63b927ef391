import assert from "node:assert/strict";
import { test } from "node:test";
import { addBlueprint, expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

const instances = "/api/v3/flows/instances";

function csrf(browser: TestBrowser): Record<string, string> {
  return { "x-authentik-csrf": browser.cookies.get("authentik_csrf") ?? "" };
}

async function json(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

function upload(browser: TestBrowser, text: string, path = `${instances}/import/`): Promise<Response> {
  const body = new FormData();
  body.append("file", new File([text], "flow.yaml"));
  return browser.request(path, { method: "POST", body, headers: csrf(browser) });
}

const blueprint = `version: 1
entries:
  - model: authentik_flows.flow
    identifiers: { slug: uploaded }
    attrs: { name: Uploaded, title: Uploaded, designation: recovery }
`;

test("only administrators read and change flows", async (t) => {
  const app = testApp(t);
  const [nobody, user, admin] = [new TestBrowser(app), new TestBrowser(app), new TestBrowser(app)];
  await user.signIn("user");
  await admin.signIn("admin");
  const paths = ["/", "/demo-dummy/", "/demo-dummy/export/", "/demo-dummy/diagram/"];
  for (const path of paths) {
    const statuses = await Promise.all(
      [nobody, user, admin].map(async (one) => (await one.request(instances + path)).status),
    );
    assert.deepEqual(statuses, [403, 403, 200], path);
  }
  assert.equal((await upload(user, blueprint)).status, 403);
  const unsafe = await admin.request(`${instances}/import/`, { method: "POST", body: new FormData() });
  assert.equal(unsafe.status, 403);
  assert.match(String((await json(unsafe)).detail), /^CSRF Failed/);
});

test("flows are listed in pages, found and filtered", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("admin");
  const list = async (query: string) =>
    (await json(await browser.request(`${instances}/?${query}`))) as {
      pagination: { count: number; next: number; previous: number; total_pages: number };
      results: { slug: string }[];
    };
  const first = await list("page_size=2&ordering=slug");
  assert.equal(first.results.length, 2);
  assert.deepEqual([first.pagination.next, first.pagination.previous], [2, 0]);
  const second = await list("page_size=2&page=2&ordering=-slug");
  assert.equal(second.pagination.previous, 1);
  assert.deepEqual(
    (await list("designation=unenrollment")).results.map(({ slug }) => slug),
    ["account-deletion"],
  );
  assert.deepEqual(
    (await list("search=DELETION")).results.map(({ slug }) => slug),
    ["account-deletion"],
  );
});

test("a flow's settings are changed, and wrong ones refused", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("admin");
  const patch = (body: unknown) =>
    browser.request(`${instances}/demo-dummy/`, {
      method: "PATCH",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...csrf(browser) },
    });
  const changed = await json(await patch({ title: "New title", compatibility_mode: true }));
  assert.deepEqual([changed.title, changed.compatibility_mode, changed.slug], ["New title", true, "demo-dummy"]);
  assert.equal((await browser.get("demo-dummy")).flow_info?.title, "New title");
  const refused = await patch({ layout: "round", title: "Newer" });
  assert.equal(refused.status, 400);
  assert.deepEqual(await json(refused), { layout: [`"round" is not a valid choice.`] });
  assert.equal((await browser.get("demo-dummy")).flow_info?.title, "New title");
});

test("an uploaded flow can be run, exported and uploaded again", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("admin");
  const result = await json(await upload(browser, blueprint));
  assert.equal(result.success, true);
  assert.equal((await browser.get("uploaded")).component, "xak-flow-redirect");
  const response = await browser.request(`${instances}/uploaded/export/`);
  assert.equal(response.headers.get("content-disposition"), 'attachment; filename="uploaded.yaml"');
  const yaml = await response.text();
  assert.equal((await json(await upload(browser, yaml, "/api/v3/managed/blueprints/import/"))).success, true);
});

test("a bad upload says where and why; nothing is changed", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("admin");
  const result = (await json(
    await upload(browser, `${blueprint}  - model: nothing.here\n    identifiers: { a: b }\n`),
  )) as {
    success: boolean;
    logs: { event: string }[];
  };
  assert.equal(result.success, false);
  assert.match(result.logs.at(-1)?.event ?? "", /^flow\.yaml, line 6: .*App or Model does not exist/);
  assert.equal((await browser.request(`${instances}/uploaded/`)).status, 404);
  assert.equal((await upload(browser, "x".repeat(1_100_000))).status, 413);
  const none = await browser.request("/api/v3/managed/blueprints/import/", {
    method: "POST",
    body: new FormData(),
    headers: csrf(browser),
  });
  assert.equal(none.status, 400);
  assert.deepEqual(await none.json(), ["Either path or file must be set"]);
});

test("executing a flow plans it for whoever asks", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("user");
  const answer = await json(await browser.request(`${instances}/default-user-settings-flow/execute/`));
  assert.deepEqual(answer, { link: "http://id.example/if/flow/default-user-settings-flow/" });
  expectChallenge(await browser.get("demo-dummy"), "ak-stage-dummy");
  assert.equal((await browser.request(`${instances}/account-sign-up/execute/`)).status, 400);
});

test("the diagram of a flow, in Mermaid's language", async (t) => {
  const app = testApp(t);
  addBlueprint(
    app,
    `  - { model: authentik_flows.flow, id: f, identifiers: { slug: drawn }, attrs: { name: test-default-context, title: x, designation: recovery } }
  - { model: authentik_stages_dummy.dummystage, id: a, identifiers: { name: dummy1 } }
  - { model: authentik_stages_dummy.dummystage, id: b, identifiers: { name: "dummy \\"2\\"" } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf f, stage: !KeyOf a, order: 0 } }
  - { model: authentik_flows.flowstagebinding, id: second, identifiers: { target: !KeyOf f, stage: !KeyOf b, order: 1 } }
  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf second, order: 0 }, attrs: { group: !Find [authentik_core.group, [name, authentik Admins]] } }`,
  );
  const browser = new TestBrowser(app);
  await browser.signIn("admin");
  const { diagram } = await json(await browser.request(`${instances}/drawn/diagram/`));
  assert.equal(
    diagram,
    `graph TD
flow_start[["Flow
test-default-context"]]
--> stage_0(["Stage (Dummy Stage)
dummy1"])
stage_1_policy_0 --Policy passed--> stage_1(["Stage (Dummy Stage)
dummy #quot;2#quot;"])
stage_0 --> stage_1_policy_0{{"Policy (Group)
authentik Admins"}}
stage_1 --> done[["End of the flow"]]`,
  );
});

test("the pages of the administration are for administrators; others may sign in first, or find nothing", async (t) => {
  const app = testApp(t);
  const [nobody, user, admin] = [new TestBrowser(app), new TestBrowser(app), new TestBrowser(app)];
  await user.signIn("user");
  await admin.signIn("admin");
  for (const path of ["/if/admin/", "/if/admin/flows/demo-dummy/", "/if/admin/flows/demo-dummy/execute/"]) {
    const [first, second] = [await nobody.request(path), await user.request(path)];
    assert.equal(first.status, 302);
    assert.match(first.headers.get("location") ?? "", /^\/flows\/-\/default\/authentication\/\?next=/);
    assert.equal(second.status, 404);
  }
  const page = await (await admin.request("/if/admin/")).text();
  assert.match(page, /<a href="\/if\/admin\/flows\/demo-dummy\/"><bdi>Dummy steps<\/bdi><\/a>/);
});

function form(browser: TestBrowser, values: Record<string, string | File>, token?: string): RequestInit {
  const body = new FormData();
  body.append("token", token ?? browser.cookies.get("authentik_csrf") ?? "");
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return { method: "POST", body };
}

test("the page of a flow draws it, saves its settings, and keeps what was typed when they are wrong", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("admin");
  const path = "/if/admin/flows/account-recovery/";
  const page = await (await browser.request(path)).text();
  assert.match(page, /<svg class="diagram"[^>]*aria-label="[^"]*End of the flow"/);
  const forged = await browser.request(path, form(browser, { title: "Forged" }, "guess"));
  assert.equal(forged.status, 400);
  const wrong = await browser.request(path, form(browser, { title: "", name: "<b>Typed</b>" }));
  assert.equal(wrong.status, 400);
  const again = await wrong.text();
  assert.match(again, /value="&lt;b&gt;Typed&lt;\/b&gt;"/);
  assert.match(again, /This field may not be blank\./);
  const saved = await browser.request(
    path,
    form(browser, { title: "Better", compatibility_mode: "on", layout: "sidebar_left" }),
  );
  assert.equal(saved.headers.get("location"), `${path}?saved`);
  const { title, compatibility_mode, layout } = await json(await browser.request(`${instances}/account-recovery/`));
  assert.deepEqual([title, compatibility_mode, layout], ["Better", true, "sidebar_left"]);
});

test("the import page checks, imports and shows the log", async (t) => {
  const browser = new TestBrowser(testApp(t));
  await browser.signIn("admin");
  const send = async (action: string, text: string | Uint8Array<ArrayBuffer> = blueprint): Promise<string> =>
    (await browser.request("/if/admin/import/", form(browser, { action, file: new File([text], "a.yaml") }))).text();
  assert.match(await send("check"), /a\.yaml can be imported\./);
  assert.equal((await browser.request(`${instances}/uploaded/`)).status, 404);
  assert.match(await send("import"), /a\.yaml was imported\.[^]*Flow “uploaded”<\/td><td>created/);
  assert.equal((await browser.request(`${instances}/uploaded/`)).status, 200);
  const utf16 = new Uint8Array(Buffer.from(`\uFEFF${blueprint}`, "utf16le"));
  assert.match(await send("import", utf16), /Flow “uploaded”<\/td><td>stays as it is|unchanged/);
  const latin = new Uint8Array(Buffer.from(blueprint.replace("Uploaded", "Grüße"), "latin1"));
  assert.match(
    await send("import", latin),
    /Nothing was changed\.[^]*line 5: This is not UTF-8\. Save the file as UTF-8\./,
  );
  assert.match(await send("import", "version: 3"), /Nothing was changed\.[^]*Invalid blueprint version/);
});
