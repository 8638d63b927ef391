/** How entries of a file find what is there: as Django's query sets do, which authentik's blueprints are handed to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { exported } from "./support/flow-files.ts";
import { emptyStore, loadText, objectOf, said } from "./support/loaded-files.ts";

const flow = "authentik_flows.flow";
const binding = "authentik_flows.flowstagebinding";

const scene = `version: 1
entries:
  - { model: ${flow}, id: f, identifiers: { slug: sign-in }, attrs: { name: F, title: F, designation: authentication } }
  - { model: ${flow}, id: g, identifiers: { slug: other }, attrs: { name: G, title: G, designation: recovery } }
  - { model: authentik_stages_dummy.dummystage, id: s, identifiers: { name: First step } }
  - { model: authentik_stages_dummy.dummystage, id: t, identifiers: { name: Second step } }
  - { model: ${binding}, id: b, identifiers: { target: !KeyOf f, stage: !KeyOf s, order: 5 } }
  - { model: ${binding}, identifiers: { target: !KeyOf g, stage: !KeyOf s, order: 6 } }
  - { model: authentik_core.group, id: team, identifiers: { name: "2024" }, attrs: { attributes: { team: { colour: blue, tags: [a, b] } } } }
  - { model: authentik_core.user, id: u, identifiers: { username: anna }, attrs: { name: Anna A, groups: [!KeyOf team], attributes: { floor: 3 } } }
  - { model: authentik_policies_dummy.dummypolicy, id: p, identifiers: { name: p }, attrs: { result: true } }
  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf b, policy: !KeyOf p, order: 0 } }
`;

const finds: readonly (readonly [find: string, isFound: boolean])[] = [
  [`${flow}, [slug, sign-in]`, true],
  [`${flow}, [slug, SIGN-IN]`, false],
  [`${flow}, [slug__iexact, SIGN-IN]`, true],
  [`${flow}, [slug__exact, sign-in], [designation, recovery]`, false],
  [`${flow}, [slug__startswith, sign]`, true],
  [`${flow}, [slug__istartswith, SIGN]`, true],
  [`${flow}, [slug__endswith, gn]`, false],
  [`${flow}, [slug__contains, gn-i]`, true],
  [`${flow}, [slug__icontains, GN-]`, true],
  [`${flow}, [slug__in, [a, sign-in]]`, true],
  [`${flow}, [slug__in, []]`, false],
  [`${flow}, [flow_uuid, !KeyOf f]`, true],
  [`${flow}, [flow_uuid__in, [!KeyOf f]]`, true],
  [`${binding}, [stage__name, First step]`, true],
  [`${binding}, [stage__name__icontains, first], [target__slug, other]`, true],
  [`${binding}, [stage__name, Second step]`, false],
  [`${binding}, [target__slug, sign-in], [order, "5"]`, true],
  [`${binding}, [target__slug, sign-in], [order__gt, 5]`, false],
  [`${binding}, [order__gte, 5], [order__lt, 6]`, true],
  ["authentik_policies.policybinding, [policy__name, p], [target__stage__name, First step]", true],
  ["authentik_policies.policybindingmodel, [pbm_uuid, !KeyOf b]", true],
  ["authentik_policies.policybinding, [group__isnull, true]", true],
  ["authentik_policies.policybinding, [policy__isnull, true]", false],
  ["authentik_core.group, [name, 2024]", true],
  ["authentik_core.group, [attributes__team__colour, blue]", true],
  ["authentik_core.group, [attributes__team__colour, red]", false],
  ["authentik_core.group, [attributes__contains, { team: { tags: [b] } }]", true],
  ["authentik_core.user, [name, Anna A]", true],
  ["authentik_core.user, [username__iexact, ANNA], [attributes__floor, 3]", true],
  ['authentik_core.user, [groups__name, "2024"]', true],
  ["authentik_core.user, [email, nobody@x.example]", false],
];

test("objects are found by the lookups that Django has", (t) => {
  const store = emptyStore(t);
  for (const [find, isFound] of finds) {
    store.database.transaction(() => {
      const text = `${scene}  - { model: ${flow}, identifiers: { slug: found }, attrs: { name: A, title: !If [!Find [${find}], found, not], designation: recovery } }\n`;
      const result = loadText(store, text);
      assert.ok(result.success, `${find}: ${said(result)}`);
      const found = store.objects.list(flow).find(({ data }) => data.slug === "found");
      assert.equal(found?.data.title, isFound ? "found" : "not", find);
    });
  }
});

test("identifiers can be lookups, whole objects and parts of mappings; they lie over attributes", (t) => {
  const store = emptyStore(t);
  const more = `
  - { model: ${flow}, identifiers: { slug: sign-in }, attrs: { slug: renamed, title: Changed } }
  - { model: ${binding}, identifiers: { target: !FindObject [${flow}, [slug, sign-in]], stage: { pk: !KeyOf s }, order: "5" }, attrs: { policy_engine_mode: all } }
  - { model: ${binding}, identifiers: { target__slug: other, stage__name: First step }, attrs: { policy_engine_mode: all } }
  - { model: authentik_core.group, identifiers: { attributes: { team: { colour: blue } } }, attrs: { attributes: { team: { floor: 1 } } } }
  - { model: authentik_core.user, identifiers: { username__iexact: ANNA }, attrs: { path: users/found } }
`;
  const result = loadText(store, scene + more.slice(1));
  assert.ok(result.success, said(result));
  assert.deepEqual(
    result.applied.slice(-5).map(({ outcome }) => outcome),
    ["updated", "updated", "updated", "updated", "updated"],
  );
  assert.deepEqual(
    store.objects.list(flow).map(({ data }) => [data.slug, data.title]),
    [
      ["sign-in", "Changed"],
      ["other", "G"],
    ],
  );
  assert.deepEqual(objectOf(store, "authentik_core.group").attributes, { team: { floor: 1, colour: "blue" } });
  const wrong = loadText(store, scene + `  - { model: ${flow}, identifiers: { colour__iexact: x } }\n`);
  assert.match(said(wrong), /Invalid identifier field: colour__iexact/);
});

test("an export names what it refers to and has not in it; elsewhere only that is said to be missing", (t) => {
  const store = emptyStore(t);
  const more = `
  - { model: authentik_stages_redirect.redirectstage, id: r, identifiers: { name: r }, attrs: { mode: flow, target_flow: !KeyOf g } }
  - { model: ${binding}, id: rb, identifiers: { target: !KeyOf f, stage: !KeyOf r, order: 9 } }
  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf rb, group: !KeyOf team, order: 0 } }
  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf rb, user: !KeyOf u, order: 1 } }
`;
  assert.ok(loadText(store, scene + more.slice(1)).success);
  const text = exported(store, "sign-in");
  assert.match(
    text,
    /^# Refers to what is not in this file\. [^\n]+\n# {3}authentik_flows\.flow "other"\n# {3}authentik_core\.group "2024"\n# {3}authentik_core\.user "anna", as 1\ncontext/,
  );
  assert.equal(loadText(store, text).success, true);
  const elsewhere = loadText(emptyStore(t), text);
  assert.deepEqual(
    elsewhere.remarks.map(({ event }) => event.replace(/.*\): (\w+: Invalid) pk .*/, "$1")),
    ["target_flow: Invalid"],
  );
});

test("policies at sources are kept, and what only authentik tells of a policy is not written", (t) => {
  const store = emptyStore(t);
  const more = `
  - { model: authentik_sources_oauth.oauthsource, id: src, identifiers: { slug: corp }, attrs: { name: Corp, provider_type: openidconnect, consumer_key: a, consumer_secret: b, authorization_url: https://c.example/a, access_token_url: https://c.example/t, profile_url: https://c.example/p } }
  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf src, policy: !KeyOf p, order: 0 } }
  - { model: authentik_policies_geoip.geoippolicy, id: geo, identifiers: { name: geo }, attrs: { countries: [DE] } }
  - { model: authentik_policies.policybinding, identifiers: { target: !KeyOf f, policy: !KeyOf geo, order: 0 } }
`;
  const result = loadText(store, scene + more.slice(1));
  assert.ok(result.success, said(result));
  const text = exported(store, "sign-in");
  assert.doesNotMatch(text, /countries_obj/);
  const again = loadText(store, text);
  assert.deepEqual([again.success, exported(store, "sign-in")], [true, text], said(again));
});
