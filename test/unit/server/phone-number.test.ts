import assert from "node:assert/strict";
import { test } from "node:test";
import { phoneNumber } from "../../../src/server/stages/authenticators/phone-number.ts";
import { addBlueprint, expectChallenge, sentMessages, testApp, TestBrowser } from "./support/test-app.ts";
import { newestCode, said, textSetup } from "./support/second-factors.ts";

const noCountry = "Begin with a plus sign and the country code, such as +46\u00a070\u00a0123\u00a045\u00a067.";
const length = "This phone number has too few or too many digits. Check it.";
const unusable = "This number cannot be used. Check it, or use another one.";

test("a telephone number is read as people write it", async () => {
  const spellings: Record<string, string> = {
    "+49 (0) 170/1234567": "+491701234567",
    "+49(0)170 1234567": "+491701234567",
    "+4901701234567": "+491701234567",
    "0049 170 1234567": "+491701234567",
    "(+49) 170-12 34 567": "+491701234567",
    "+49 170\u00a01234\u2011567": "+491701234567",
    "\u202a+49 170 1234567\u202c": "+491701234567",
    "＋４９ １７０ １２３４５６７": "+491701234567",
    "+٤٩ ١٧٠ ١٢٣٤٥٦٧": "+491701234567",
    "+۴۹ ۱۷۰ ۱۲۳۴۵۶۷": "+491701234567",
    "+४९ १७० १२३४५६७": "+491701234567",
    "+44 (0)20 7946 0958": "+442079460958",
    "+39 06 698 1234": "+39066981234",
    "+1 (202) 555-0100": "+12025550100",
    "+7 912 345-67-89": "+79123456789",
  };
  for (const [typed, address] of Object.entries(spellings)) {
    assert.deepEqual(await phoneNumber(typed), { address }, typed);
  }
});

test("what is no telephone number is refused with what to do", async () => {
  const faults: Record<string, string> = {
    "0170 1234567": noCountry,
    "(0170) 123-4567": noCountry,
    "٠١٧٠ ١٢٣٤٥٦٧": noCountry,
    "49 170 1234567": noCountry,
    "+49 170": length,
    "+1 555 0100": length,
    "+49 170 1234567 1234567 12": unusable,
    "+999 123 456": unusable,
    "call me": unusable,
    "+1 800 FLOWERS": unusable,
    "+": unusable,
    "": unusable,
  };
  for (const [typed, fault] of Object.entries(faults)) assert.deepEqual(await phoneNumber(typed), { fault }, typed);
});

test("two spellings of a number are one device, kept as E.164", async (t) => {
  const app = testApp(t);
  const [first, second] = [new TestBrowser(app), new TestBrowser(app)];
  await first.signIn("user");
  await first.post(textSetup, { phone_number: "+49 (0) 170/1234567" });
  assert.equal((await sentMessages(app))[0]?.recipient, "+491701234567");
  await first.post(textSetup, { code: await newestCode(app) });
  const user = app.store.users.findByUsername("user");
  const [device] = app.store.devices.listByUser(user?.pk ?? 0).filter(({ deviceClass }) => deviceClass === "sms");
  assert.deepEqual(device?.data, { phone: "+491701234567" });
  await second.signIn("admin");
  assert.equal(await said(second, textSetup, { phone_number: "+٤٩ ١٧٠ ١٢٣٤٥٦٧" }), unusable);
});

test("a number from sign-up that cannot be read is asked for again, and one in another spelling is the same", async (t) => {
  const app = testApp(t);
  const stage = app.store.objects.list("authentik_stages_authenticator_sms.authenticatorsmsstage")[0];
  addBlueprint(
    app,
    `  - { model: authentik_flows.flow, id: flow, identifiers: { slug: join }, attrs: { name: x, title: x, designation: enrollment } }
  - { model: authentik_stages_prompt.prompt, id: u, identifiers: { name: join-u }, attrs: { field_key: username, label: L, type: username } }
  - { model: authentik_stages_prompt.prompt, id: p, identifiers: { name: join-p }, attrs: { field_key: phone, label: L, type: text } }
  - { model: authentik_stages_prompt.promptstage, id: s, identifiers: { name: join-s }, attrs: { fields: [!KeyOf u, !KeyOf p] } }
  - { model: authentik_stages_user_write.userwritestage, id: w, identifiers: { name: join-w }, attrs: { user_creation_mode: always_create } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf s, order: 0 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: !KeyOf w, order: 1 } }
  - { model: authentik_flows.flowstagebinding, identifiers: { target: !KeyOf flow, stage: ${stage?.pk}, order: 2 } }`,
  );
  const ada = new TestBrowser(app);
  const asked = await ada.post("join", { username: "ada", phone: "0170 1234567" });
  assert.equal(expectChallenge(asked, "ak-stage-authenticator-sms").phone_number_required, true);
  assert.equal(await said(ada, "join", { phone_number: "+49 170 1234567" }), "ak-stage-authenticator-sms");
  assert.equal((await sentMessages(app))[0]?.recipient, "+491701234567");
  const eve = new TestBrowser(app);
  await eve.post("join", { username: "eve", phone: "+49 (0) 170 7654321" });
  assert.equal(await said(eve, "join", { phone_number: "0049 170 7654321" }), "ak-stage-authenticator-sms");
});
