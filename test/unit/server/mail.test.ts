import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { test, type TestContext } from "node:test";
import { expectChallenge, testApp, TestBrowser } from "./support/test-app.ts";

/** A mail server that takes everything; what it got. */
async function mailServer(t: TestContext): Promise<{ url: string; received: () => string }> {
  let received = "";
  const server = createServer((socket) => {
    let isData = false;
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      received += chunk.toString();
      if (isData && !received.endsWith("\r\n.\r\n")) return;
      const isDataCommand = received.endsWith("DATA\r\n");
      isData = isDataCommand;
      socket.write(isDataCommand ? "354 go on\r\n" : received.endsWith("QUIT\r\n") ? "221 bye\r\n" : "250 ok\r\n");
    });
    socket.on("error", () => undefined);
  }).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}/?from=id%40mail.example`,
    received: () => received,
  };
}

test("mail goes to the mail server where there is one", async (t) => {
  const { url, received } = await mailServer(t);
  const app = testApp(t, { smtpUrl: url });
  await new TestBrowser(app).post("account-recovery", { uid_field: "user" });
  await app.mailQueue.idle();
  assert.match(received(), /^MAIL FROM:<id@mail\.example>/m);
  assert.match(received(), /^RCPT TO:<user@example\.test>/m);
  assert.match(received(), /^Subject: Reset your password/m);
  assert.equal(app.store.outbox.list().length, 0);
});

test("the outbox shows mail with its link, and is closed to others than administrators unless it is opened", async (t) => {
  const open = testApp(t, { showOutbox: true, publicOrigins: [] });
  const here = new TestBrowser(open, "http://localhost");
  await here.post("account-recovery", { uid_field: "user" });
  await open.mailQueue.idle();
  const page = await (await here.request("/demo/outbox/")).text();
  assert.match(page, /<a href="http:\/\/localhost\/if\/flow\/account-recovery\/\?flow_token=/);

  const closed = testApp(t);
  const [nobody, user, admin] = [new TestBrowser(closed), new TestBrowser(closed), new TestBrowser(closed)];
  await user.signIn("user");
  await admin.signIn("admin");
  const statuses = await Promise.all(
    [nobody, user, admin].map(async (one) => (await one.request("/demo/outbox/")).status),
  );
  assert.deepEqual(statuses, [404, 404, 200]);
});

test("a stage's set-up flow is reached by its address, for whoever is signed in", async (t) => {
  const app = testApp(t);
  const stage = app.store.objects.list("authentik_stages_authenticator_totp.authenticatortotpstage")[0];
  const browser = new TestBrowser(app);
  const where = async (pk: string | undefined): Promise<string | null> =>
    (await browser.request(`/flows/-/configure/${pk}/?next=%2Fapp`)).headers.get("location");
  assert.match((await where(stage?.pk)) ?? "", /^\/flows\/-\/default\/authentication\/\?next=/);
  await browser.signIn("user");
  assert.equal(await where(stage?.pk), "/if/flow/default-authenticator-totp-setup/?next=%2Fapp");
  expectChallenge(await browser.get("default-authenticator-totp-setup", "next=%2Fapp"), "ak-stage-authenticator-totp");
  assert.equal((await browser.request("/flows/-/configure/nothing/")).status, 404);
});

test("every designation has a default flow that is found by its address", async (t) => {
  const app = testApp(t);
  const browser = new TestBrowser(app);
  const where = async (designation: string): Promise<string | null> =>
    (await browser.request(`/flows/-/default/${designation}/`)).headers.get("location");
  assert.equal(await where("authentication"), "/if/flow/default-authentication-flow/");
  assert.equal(await where("recovery"), "/if/flow/account-recovery/");
  assert.equal(await where("unenrollment"), "/if/flow/account-deletion/");
  assert.equal(await where("enrollment"), "/if/flow/account-sign-up/");
  assert.equal((await browser.request("/flows/-/default/nonsense/")).status, 404);
});
