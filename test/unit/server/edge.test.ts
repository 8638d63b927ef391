import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AddressRange, parseAddress } from "../../../src/edge/client-address.ts";
import { Edge, type EdgeSettings } from "../../../src/server/http/edge/edge.ts";
import { TestBrowser, testApp } from "./support/test-app.ts";

type Headers = Readonly<Record<string, string>>;

const proxied = { publicOrigins: ["https://id.example"], trustedProxies: ["127.0.0.1", "10.0.0.0/8", "::1"] };

function read(settings: Partial<EdgeSettings>, headers: Headers, peer = "127.0.0.1"): ReturnType<Edge["read"]> {
  const edge = new Edge({ publicOrigins: [], trustedProxies: [], ...settings });
  return edge.read({
    url: `http://${headers.host ?? "id.example"}/`,
    header: (name) => headers[name],
    connection: { incoming: { httpVersion: "1.1", socket: { remoteAddress: peer } } },
  });
}

function client(headers: Headers, settings: Partial<EdgeSettings> = proxied, peer?: string): string {
  const facts = read(settings, { host: "id.example", ...headers }, peer);
  return "status" in facts ? String(facts.status) : facts.clientIp;
}

test("addresses are read in every form that honest proxies send, and in no other", () => {
  const forms = {
    "203.0.113.9": "203.0.113.9",
    " 203.0.113.9 ": "203.0.113.9",
    "203.0.113.9:4711": "203.0.113.9",
    "[2001:db8::1]": "2001:db8::1",
    "[2001:db8::1]:80": "2001:db8::1",
    "2001:DB8:0:0::1": "2001:db8::1",
    "::ffff:203.0.113.9": "203.0.113.9",
    "fe80::1%eth0": "fe80::1",
  };
  for (const [text, address] of Object.entries(forms)) assert.equal(parseAddress(text)?.address, address, text);
  const none = [
    "",
    "a",
    "unknown",
    "_hidden",
    "010.1.1.1",
    "127.1",
    "0x7f000001",
    "2130706433",
    '"1.2.3.4"',
    "1.2.3.4 5",
    "1.2.3.4:99x",
  ];
  for (const text of [...none, "1.2.3", "1.2.3.256", "::1::2", "[::1", "id.example:80"]) {
    assert.equal(parseAddress(text), undefined, text);
  }
});

test("an IPv6 subscriber counts as one, however many addresses they use", () => {
  assert.equal(parseAddress("2001:db8:1:2:3:4:5:6")?.network, "2001:db8:1:2::/64");
  assert.equal(parseAddress("2001:db8:1:2::9")?.network, "2001:db8:1:2::/64");
  assert.equal(parseAddress("203.0.113.9")?.network, "203.0.113.9");
});

test("ranges take what is in them, IPv4 however it is written", () => {
  const range = new AddressRange("10.0.0.0/8");
  const includes = (text: string): boolean => range.includes(parseAddress(text) ?? { address: "", network: "" });
  assert.deepEqual(
    [includes("10.255.0.1"), includes("::ffff:10.1.1.1"), includes("11.0.0.1"), includes("::a00:1")],
    [true, true, false, false],
  );
  for (const text of ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "proxy", "10.0.0.0/", "::/129"]) {
    assert.throws(() => new AddressRange(text), /no address and no range/, text);
  }
});

test("the client is who the first proxy of ours saw, counted from the right", () => {
  assert.equal(client({ "x-forwarded-for": "198.51.100.1, 203.0.113.9" }), "203.0.113.9");
  assert.equal(client({ "x-forwarded-for": "198.51.100.1, 203.0.113.9, 10.1.1.1" }), "203.0.113.9");
  assert.equal(client({ "x-forwarded-for": "10.1.1.1, 10.2.2.2" }), "10.1.1.1");
  assert.equal(client({ "x-forwarded-for": "203.0.113.9:4711" }), "203.0.113.9");
  assert.equal(client({ forwarded: 'for="[2001:db8::1]:80";proto=https' }), "2001:db8::1");
  assert.equal(client({ forwarded: "for=198.51.100.1, for=203.0.113.9;by=10.0.0.1" }), "203.0.113.9");
});

test("what is no address counts as the socket's", () => {
  for (const text of ["a", "unknown", "203.0.113.9, a", "010.1.1.1", "", "127.1", "x".repeat(9_000)]) {
    assert.equal(client({ "x-forwarded-for": text }), "127.0.0.1", text.slice(0, 20));
  }
  for (const text of ["for=unknown", "for=_gazonk", "for=", "nonsense", 'for="1.2.3.4', ";;;", "by=10.0.0.1"]) {
    assert.equal(client({ forwarded: text }), "127.0.0.1", text);
  }
});

test("a header that the proxy lets through beside its own moves nobody", () => {
  assert.equal(client({ "x-forwarded-for": "203.0.113.9", forwarded: "for=198.51.100.1" }), "127.0.0.1");
  assert.equal(client({ "x-forwarded-for": "203.0.113.9", forwarded: "for=203.0.113.9" }), "203.0.113.9");
});

test("who is no proxy of ours is not believed", () => {
  const lies = {
    "x-forwarded-for": "198.51.100.1",
    "x-forwarded-host": "other.example",
    forwarded: "for=198.51.100.2",
  };
  assert.equal(client(lies, proxied, "203.0.113.77"), "203.0.113.77");
  assert.equal(client(lies, { publicOrigins: proxied.publicOrigins }), "127.0.0.1");
});

test("whatever a client writes before what the proxies add changes nothing", () => {
  const lists = fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constant("unknown")), { maxLength: 5 });
  fc.assert(
    fc.property(lists, (claimed) => {
      const list = [...claimed.map((text) => text.replace(/[^\x20-\x7e]/g, "")), "203.0.113.9", "10.0.0.2"].join(", ");
      assert.equal(client({ "x-forwarded-for": list }), "203.0.113.9");
    }),
    { numRuns: 1000 },
  );
});

test("without a public origin only names of this machine are answered", () => {
  for (const host of ["localhost", "localhost:9000", "127.0.0.1:9000", "[::1]:9000", "flow.localhost", "LOCALHOST"]) {
    assert.equal("status" in read({}, { host }), false, host);
  }
  for (const host of [
    "id.example",
    "rebind.attacker.example:9000",
    "localhost.evil.example",
    "127.0.0.1.nip.example",
    "10.0.0.1",
  ]) {
    const refused = read({}, { host });
    assert.ok("status" in refused && refused.status === 421 && refused.reason.includes("PUBLIC_ORIGIN"), host);
  }
});

test("a host that makes no address is refused, with or without public origins", () => {
  for (const host of ["1.2.3.999", "1.2.3.4.5", "0x1.0x2g.0x3", "xn--a", "xn--", "a:65536", "..", "a..b:1"]) {
    const facts = read({}, { host });
    assert.ok("status" in facts, host);
    assert.ok("status" in read({ publicOrigins: ["https://id.example"] }, { host }), host);
  }
});

test("with public origins only their hosts are answered, and links lead to them whatever the request says", () => {
  const settings = { publicOrigins: ["https://id.example", "http://intern.example:8080"] };
  const originAt = (host: string): string => {
    const facts = read(settings, { host });
    return "status" in facts ? String(facts.status) : facts.origin;
  };
  assert.equal(originAt("id.example"), "https://id.example");
  assert.equal(originAt("ID.Example.:443"), "https://id.example");
  assert.equal(originAt("intern.example:8080"), "http://intern.example:8080");
  for (const host of [
    "localhost:9000",
    "evil.example",
    "id.example:444",
    "intern.example",
    "id.example.evil.example",
  ]) {
    assert.equal(originAt(host), "421", host);
  }
});

test("a proxy's word for the host is held against the public origins too", () => {
  const facts = read(proxied, {
    host: "127.0.0.1:9000",
    "x-forwarded-host": "id.example",
    "x-forwarded-proto": "https",
  });
  assert.ok(!("status" in facts) && facts.origin === "https://id.example" && facts.isSecure);
  const evil = read(proxied, { host: "id.example", "x-forwarded-host": "evil.example" });
  assert.ok("status" in evil && evil.status === 421);
});

test("hosts that no browser sends are refused", () => {
  for (const host of ["a:b@x", "a@x", "id.example/path", "id.example?x", "id example", "id.example:x", "", "a,b"]) {
    const edge = new Edge({ publicOrigins: [], trustedProxies: [] });
    const refused = edge.read({ url: "http://localhost/", header: () => host, connection: {} });
    assert.ok("status" in refused && refused.status === 400, host);
  }
});

test("an absolute target at another host than the header's is refused", () => {
  const edge = new Edge({ publicOrigins: ["http://id.example"], trustedProxies: [] });
  const at = (url: string) =>
    edge.read({ url, header: (name) => (name === "host" ? "id.example" : undefined), connection: {} });
  assert.equal("status" in at("http://id.example/if/"), false);
  assert.ok("status" in at("http://evil.example/if/"));
});

test("a connection that has lost its peer is nobody's, and least of all this machine's", () => {
  const edge = new Edge({ publicOrigins: [], trustedProxies: [] });
  const facts = edge.read({
    url: "http://localhost/",
    header: () => undefined,
    connection: { incoming: { socket: {} } },
  });
  assert.ok(!("status" in facts) && facts.clientIp === "0.0.0.0" && !facts.isDirect);
});

test("a refused host is answered 421 with the number of the request, and told once, with the name of the setting", async (t) => {
  const lines: string[] = [];
  const app = testApp(t, { publicOrigins: ["https://id.example"], log: (_level, text) => lines.push(text) });
  const lost = new TestBrowser(app, "http://evil.example");
  const response = await lost.request("/if/flow/default-authentication-flow/");
  await lost.request("/");
  assert.equal(response.status, 421);
  assert.match(response.headers.get("x-authentik-id") ?? "", /^[\da-f]{32}$/);
  assert.equal(lines.filter((line) => line.includes("PUBLIC_ORIGIN") && line.includes("evil.example")).length, 1);
});

test("over HTTPS browsers are told to stay there", async (t) => {
  const secure = new TestBrowser(testApp(t, { publicOrigins: ["https://id.example"] }), "https://id.example");
  assert.match((await secure.request("/")).headers.get("strict-transport-security") ?? "", /^max-age=\d{8}$/);
  assert.equal((await new TestBrowser(testApp(t)).request("/")).headers.get("strict-transport-security"), null);
});

test("mails lead to the public origin, by whatever host and header they were asked for", async (t) => {
  const options = { publicOrigins: ["https://id.example", "https://login.example"], trustedProxies: ["127.0.0.1"] };
  const app = testApp(t, options);
  const browser = new TestBrowser(app, "http://id.example");
  browser.headers = { "x-forwarded-proto": "http", forwarded: "host=evil.example", origin: "http://evil.example" };
  const status = (await browser.request("/api/v3/flows/executor/account-recovery/?query=")).status;
  assert.equal(status, 421);
  browser.headers = { "x-forwarded-proto": "http" };
  await browser.post("account-recovery", { uid_field: "user" });
  await app.mailQueue.idle();
  const [mail] = app.store.outbox.list();
  assert.match(mail?.body ?? "", /https:\/\/id\.example\/if\/flow\/account-recovery\/\?flow_token=/);
});
