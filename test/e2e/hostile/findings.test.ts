/** What an attack on the built server found once, tried again from outside: nothing here knows the inside. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { type BuiltServer, startBuiltServer } from "../../../tools/built-server.ts";
import { openWebSocket, pour } from "./support/greedy-client.ts";
import { Outbox } from "./support/outbox.ts";
import { ask, send } from "./support/raw-client.ts";
import { Visitor } from "./support/visitor.ts";

let server: BuiltServer;
let outbox: Outbox;
before(async () => {
  server = await startBuiltServer({ TRUSTED_PROXIES: "127.0.0.1" });
  outbox = new Outbox(server);
});
after(() => server.stop());

const mfa = "default-authentication-flow-mfa";
const recovery = "account-recovery";
const wrong = "not the password";

function from(address: string, headers: Record<string, string> = {}): Visitor {
  return new Visitor(server.port, { "x-forwarded-for": address, ...headers });
}

function sentences(challenge: Challenge): string {
  return (
    JSON.stringify(challenge.response_errors ?? {}) + ("error_message" in challenge ? challenge.error_message : "")
  );
}

async function tryPassword(visitor: Visitor, name: string, password: string): Promise<Challenge> {
  await visitor.request("/flows/-/cancel/");
  return visitor.signIn(name, password);
}

test("an odd Host on its way to a WebSocket ends that connection only", async () => {
  for (const host of ["a:b@x", "a@x", "[", "x y", "\u0000"]) {
    const answer = await send(
      server.port,
      `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    assert.ok(answer === "" || /^HTTP\/1\.1 4\d\d /.test(answer), answer);
  }
  assert.ok(server.isRunning());
});

test("a page that rebinds its name reads no outbox, and gets nothing else either", async () => {
  const headers = { host: `rebind.attacker.example:${server.port}` };
  assert.equal((await ask(server.port, "/demo/outbox/", { headers })).status, 421);
  assert.match(server.log(), /rebind\.attacker\.example.*PUBLIC_ORIGIN/);
});

test("a client that writes addresses of its own before the true one is counted as one", async () => {
  for (let i = 0; i < 10; i++) await tryPassword(from(`10.9.${i}.1, 198.51.100.1`), "victim-of-lists", wrong);
  assert.match(
    sentences(await tryPassword(from("10.99.9.9, 198.51.100.1"), "victim-of-lists", wrong)),
    /Too many attempts/,
  );
});

test("an IPv6 subscriber is one client with all their addresses", async () => {
  for (let i = 1; i <= 10; i++) await tryPassword(from(`2001:db8:7:7::${i}`), "victim-of-six", wrong);
  assert.match(sentences(await tryPassword(from("2001:db8:7:7:a:b:c:d"), "victim-of-six", wrong)), /Too many attempts/);
});

test("one password for many names from one address is stopped", async () => {
  let refused = 0;
  for (let i = 0; i < 80; i++) {
    if (sentences(await tryPassword(from("198.51.100.2"), `name-${i}`, wrong)).includes("Too many attempts")) refused++;
  }
  assert.ok(refused >= 15, `${refused} of 80 were refused`);
});

test("a locked name tells nothing about its aliases", async () => {
  for (let i = 0; i < 11; i++) await tryPassword(from("198.51.100.4"), "admin", wrong);
  const alias = sentences(await tryPassword(from("198.51.100.4"), "admin@example.test", wrong));
  const nobody = sentences(await tryPassword(from("198.51.100.4"), "nobody@example.test", wrong));
  assert.equal(alias, nobody);
});

test("who knows a password only cannot have the code sent to an address of their own", async () => {
  const thief = from("198.51.100.5");
  await thief.post(mfa, { uid_field: "user" });
  const choice = await thief.post(mfa, { password: server.password });
  assert.equal(choice.component, "ak-stage-authenticator-validate");
  const stages = "configuration_stages" in choice ? choice.configuration_stages : [];
  const email = stages.find(({ meta_model_name: model }) => model.includes("authenticator_email"));
  const asked = email ? await thief.post(mfa, { selected_stage: email.pk }) : choice;
  assert.equal(asked.component, "ak-stage-authenticator-email");
  const before = await outbox.count("mallory@attacker.example");
  const answer = await thief.post(mfa, { email: "mallory@attacker.example" });
  assert.notEqual(sentences(answer), "{}");
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(await outbox.count("mallory@attacker.example"), before);
});

test("text messages to number after number are not sent", async () => {
  const person = from("198.51.100.6");
  await person.signIn("user", server.password);
  let refused = 0;
  for (let i = 0; i < 40; i++) {
    const answer = await person.post("default-authenticator-sms-setup", { phone_number: `+4915123456${100 + i}` });
    if (/Too many|too many/.test(sentences(answer))) refused++;
  }
  assert.ok(refused >= 20, `${refused} of 40 were refused`);
});

test("set-up codes cannot be guessed", async () => {
  const person = from("198.51.100.7");
  await person.signIn("admin", server.password);
  await person.post("default-authenticator-sms-setup", { phone_number: "+4915199999999" });
  const code = /\b\d{6}\b/.exec(await outbox.newest("+4915199999999"))?.[0] ?? "";
  for (let i = 0; i < 6; i++) {
    await person.post("default-authenticator-sms-setup", { code: code === "000000" ? "000001" : "000000" });
  }
  const late = await person.post("default-authenticator-sms-setup", { code });
  assert.equal(late.component, "ak-stage-authenticator-sms");
});

test("recovery mails nobody full, whoever asks how often", async () => {
  for (let i = 0; i < 40; i++) await from(`203.0.113.${i}`).post(recovery, { uid_field: "user" });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const sent = await outbox.count("user@example.test");
  assert.ok(sent <= 15, `${sent} mails`);
});

test("recovery says the same for known and unknown, the first time and the next", async () => {
  const story = async (name: string, address: string): Promise<string> => {
    const visitor = from(address);
    const first = await visitor.post(recovery, { uid_field: name });
    const again = await visitor.post(recovery, {});
    const page = await visitor.request(`/if/flow/${recovery}/`);
    const messages = /"messages":(\[.*?\])/.exec(page.text)?.[1] ?? "";
    return JSON.stringify([first.component, sentences(first), again.component, sentences(again), messages]);
  };
  assert.equal(await story("admin@example.test", "198.51.100.8"), await story("nobody@example.test", "198.51.100.9"));
});

test("bodies are bounded while they are read", async () => {
  for (const path of [
    "/demo/provider/token/",
    "/demo/captcha/siteverify",
    "/api/v3/flows/executor/default-authentication-flow/?query=",
  ]) {
    const taken = await pour(server.port, path, 64);
    assert.ok(taken < 24, `${path} took ${taken} MiB`);
  }
  assert.equal((await ask(server.port, "/api/v3/root/config/")).status, 200);
});

test("names of any length are refused rather than kept", async () => {
  const visitor = from("198.51.100.10");
  const answer = await visitor.post("default-authentication-flow", { uid_field: "x".repeat(100_000) });
  assert.match(sentences(answer), /no more than \d+ characters/);
});

test("accounts are not made by the dozen", async () => {
  let refused = 0;
  for (let i = 0; i < 40; i++) {
    const visitor = from("198.51.100.11");
    const password = "a long enough sentence 7";
    const form = {
      username: `mass${i}`,
      name: "",
      email: `mass${i}@example.test`,
      password,
      password_repeat: password,
    };
    const answer = await visitor.post("account-sign-up", form);
    if (answer.component !== "ak-stage-email") refused++;
  }
  assert.ok(refused >= 15, `${refused} of 40 were refused`);
});

test("WebSockets of one address are bounded, and refused with a time to come back", async () => {
  const sockets = await Promise.all(Array.from({ length: 120 }, () => openWebSocket(server.port)));
  const answers = sockets.map(({ answer }) => answer);
  for (const { close } of sockets) close();
  assert.ok(answers.some((answer) => answer.startsWith("HTTP/1.1 101")));
  assert.ok(answers.some((answer) => /^HTTP\/1\.1 503[^]*Retry-After: \d+/.test(answer)));
});

test("cookies that only the server reads are kept from scripts", async () => {
  const person = from("198.51.100.12");
  await person.signIn("user", server.password);
  assert.ok(person.setCookies.some((line) => line.startsWith("authentik_device=")));
  for (const line of person.setCookies.filter((text) => !text.startsWith("authentik_csrf="))) {
    assert.match(line, /; HttpOnly/i);
  }
});

test("requests that are refused leave a line, not a stack trace", async () => {
  const before = server.log().length;
  for (let i = 0; i < 5; i++) {
    await ask(server.port, "/api/v3/flows/executor/default-authentication-flow/?query=", { method: "PATCH" });
    await ask(server.port, "/api/v3/flows/executor/default-authentication-flow/?query=", {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "x",
    });
  }
  assert.equal(/\n\s+at /.test(server.log().slice(before)), false, server.log().slice(before));
});

test("the key of what is sealed is readable by nobody else, and no password lies in the database", () => {
  for (const name of ["flow.db", "flow.db-wal"]) {
    const bytes = readFileSync(`${server.dataDir}/${name}`);
    for (const secret of [server.password, "a long enough sentence 7"]) {
      assert.equal(bytes.includes(secret), false, `${name} has ${secret}`);
      assert.equal(bytes.includes(Buffer.from(secret).toString("base64").replace(/=+$/, "")), false);
    }
  }
});

// Last, because the account stays locked for everybody else.
test("a locked account is still open to a device that its owner has signed in with", async () => {
  const owner = from("198.51.100.3");
  await owner.signIn("user", server.password);
  assert.equal(await owner.isSignedIn(), true);
  await owner.get("default-invalidation-flow");
  for (let i = 0; i < 105; i++) await tryPassword(from(`203.0.113.${i % 250}`), "user", wrong);
  await tryPassword(owner, "user", server.password);
  assert.equal(await owner.isSignedIn(), true);
});
