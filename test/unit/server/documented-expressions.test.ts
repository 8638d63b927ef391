/** What authentik's pages on policies, prompts and providers do in Python. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { PolicyLab } from "./support/expressions.ts";

const folder = mkdtempSync(join(tmpdir(), "documented-"));
const lab = new PolicyLab(folder);
after(() => {
  lab.close();
  rmSync(folder, { recursive: true });
});
const marie = lab.addUser("marie", {});

const groups = "from authentik.core.models import Group, User\n";
const q = `${groups}from django.db.models import Q\n`;
const cases: readonly (readonly [what: string, source: string, expected: unknown])[] = [
  [
    "make a group",
    `${groups}group, made = Group.objects.get_or_create(name="new")\nreturn [group.name, made]`,
    ["new", true],
  ],
  [
    "find it again",
    `${groups}group, made = Group.objects.get_or_create(name="new")\nreturn [group.name, made]`,
    ["new", false],
  ],
  [
    "make one with attributes",
    `${groups}group, made = Group.objects.get_or_create(name="b", defaults={"attributes": {"a": 1}})\nreturn [group.attributes, made]`,
    [{ a: 1 }, true],
  ],
  [
    "change one",
    `${groups}group, made = Group.objects.update_or_create(name="b", defaults={"attributes": {"a": 2}})\nreturn [group.attributes, made]`,
    [{ a: 2 }, false],
  ],
  [
    "join conditions",
    `${q}return [g.name for g in Group.objects.filter(Q(name="new") | Q(name="b")).order_by("name")]`,
    ["b", "new"],
  ],
  [
    "turn one around",
    `${q}return [g.name for g in Group.objects.filter(~Q(name="new"), name__in=["new", "b"])]`,
    ["b"],
  ],
  ["leave out", `${groups}return list(Group.objects.exclude(name="b").values_list("name", flat=True))`, ["new"]],
  ...[
    "duo:DuoDevice",
    "email:EmailDevice",
    "sms:SMSDevice",
    "static:StaticDevice",
    "totp:TOTPDevice",
    "webauthn:WebAuthnDevice",
  ].map((pair) => {
    const [kind = "", name = ""] = pair.split(":");
    return [
      `ask for a ${name}`,
      `from authentik.stages.authenticator_${kind}.models import ${name}\nreturn ${name}.objects.filter(user=request.user, confirmed=True).exists()`,
      kind === "totp",
    ] as const;
  }),
  [
    "read the configuration",
    'from authentik.lib.config import CONFIG\nreturn [CONFIG.y_bool("a", True), CONFIG.get("b", "c"), CONFIG.get_bool("d"), CONFIG.get_int("e", 3)]',
    [true, "c", false, 3],
  ],
  ["escape", "from django.utils.html import escape\nreturn escape(\"<a href='x'>\")", "&lt;a href=&#x27;x&#x27;&gt;"],
  [
    "tell where somebody comes from",
    'from authentik.sources.oauth.models import OAuthSource\nreturn isinstance(context["source"], OAuthSource) and context["source"].provider_type == "github"',
    true,
  ],
  ["name a class", "return [request.user.__class__.__name__, type(request.user).__name__]", ["User", "User"]],
];

test("what authentik's documentation does in expressions comes to what it says there", async () => {
  const device = { userPk: marie.pk, deviceClass: "totp", name: "App", stage: "s", uniqueKey: null, data: {} } as const;
  lab.store.devices.insert(device, 0);
  const context = { source: { pk: "s", name: "GitHub", slug: "github", provider_type: "github" } };
  for (const [what, source, expected] of cases) {
    assert.deepEqual(await lab.result(source, { user: marie, context: context }), expected, what);
  }
});

test("what lies behind a class stays closed, and is no error of syntax", async () => {
  for (const source of [
    "return ().__class__.__base__",
    "return (1).__class__.__subclasses__()",
    "().__class__ = int",
    "return ().__class__.mro()",
  ]) {
    assert.match((await lab.fault(source)) ?? "", /^Not allowed in expressions: '\w+' may not be used/, source);
  }
});
