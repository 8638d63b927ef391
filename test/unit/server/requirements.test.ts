/** Whom a flow is for: what it requires of them, and what is bound to it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { flowWith } from "./support/flow-blueprint.ts";
import { addBlueprint, testApp, TestBrowser } from "./support/test-app.ts";

const dummy = { model: "dummy.dummystage" };
const people = ["nobody", "user", "admin"] as const;

test("what a flow requires is asked of whoever is signed in, and nobody else gets its first step", async (t) => {
  const app = testApp(t);
  const browsers = new Map(people.map((name) => [name, new TestBrowser(app)]));
  for (const name of people.slice(1)) await browsers.get(name)?.signIn(name);
  const allowed: Readonly<Record<string, readonly (typeof people)[number][]>> = {
    none: people,
    require_authenticated: ["user", "admin"],
    require_unauthenticated: ["nobody"],
    require_superuser: ["admin"],
    require_redirect: [],
    require_outpost: [],
    require_token: [],
  };
  for (const [requirement, names] of Object.entries(allowed)) {
    const slug = requirement.replaceAll("_", "-");
    const attrs = `designation: stage_configuration, denied_action: message, authentication: ${requirement}`;
    addBlueprint(app, flowWith(slug, attrs, [dummy]));
    for (const name of people) {
      const challenge = await browsers.get(name)?.get(slug);
      const expected = names.includes(name) ? "ak-stage-dummy" : "ak-stage-access-denied";
      assert.equal(challenge?.component, expected, `${requirement}: ${name}`);
    }
  }
});

test("a flow that a group is bound to is for its members only", async (t) => {
  const app = testApp(t);
  const binding = (more: string): string =>
    `\n  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf flow, order: 0 }, attrs: { ${more} } }`;
  const group = 'group: !Find [authentik_core.group, [name, "authentik Admins"]]';
  const attrs = "designation: stage_configuration, denied_action: message";
  addBlueprint(app, flowWith("members", attrs, [dummy]) + binding(group));
  addBlueprint(app, flowWith("others", attrs, [dummy]) + binding(`${group}, negate: true`));
  addBlueprint(app, flowWith("disabled", attrs, [dummy]) + binding(`${group}, enabled: false`));
  const shown: Record<string, (string | undefined)[]> = {};
  for (const name of people) {
    const browser = new TestBrowser(app);
    if (name !== "nobody") await browser.signIn(name);
    const components: (string | undefined)[] = [];
    for (const slug of ["members", "others", "disabled"]) components.push((await browser.get(slug)).component);
    shown[name] = components;
  }
  const [in_, out] = ["ak-stage-dummy", "ak-stage-access-denied"];
  // Nobody is outside of no group.
  assert.deepEqual(shown, { nobody: [out, out, in_], user: [out, in_, in_], admin: [in_, out, in_] });
});

test("whoever is signed in already is led on by a flow to sign in that is not for them", async (t) => {
  const app = testApp(t);
  const attrs = "denied_action: message, authentication: require_unauthenticated, designation:";
  addBlueprint(app, flowWith("in", `${attrs} authentication`, [dummy]));
  addBlueprint(app, flowWith("up", `${attrs} enrollment`, [dummy]));
  const browser = new TestBrowser(app);
  await browser.signIn();
  assert.deepEqual(await browser.get("in", "next=%2Fapp"), { component: "xak-flow-redirect", to: "/app" });
  assert.equal((await browser.get("in", "next=%2F%2Fevil.example")).component, "ak-stage-access-denied");
  assert.equal((await browser.get("up", "next=%2Fapp")).component, "ak-stage-access-denied");
});
