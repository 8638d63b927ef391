/** Expressions ask hosts that are named, and no others. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { NameLookups } from "../../../src/server/python/name-lookups.ts";
import { OutgoingRequests } from "../../../src/server/python/outgoing-requests.ts";
import { PolicyLab } from "./support/expressions.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const seen: string[] = [];
const server = createServer((request, response) => {
  const { method = "", url = "", headers } = request;
  seen.push(`${method} ${url}`);
  if (url.startsWith("/to?")) return void response.writeHead(302, { location: decodeURIComponent(url.slice(4)) }).end();
  if (url === "/round") return void response.writeHead(307, { location: "/round" }).end();
  if (url === "/large") return void response.end("x".repeat(300_000));
  if (url === "/slow") return;
  if (url === "/missing") return void response.writeHead(404).end();
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const { authorization, cookie, host } = headers;
    const said = { method, url, authorization, cookie, host, type: headers["content-type"] };
    response.end(JSON.stringify({ ...said, body: Buffer.concat(parts).toString() }));
  });
});
let own = "";
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  own = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

function failureOf(hosts: readonly string[], url: string, timeout = 2_000): Promise<string> {
  const request = { method: "GET", url, headers: {}, body: undefined, timeout, isFollowing: true };
  return new OutgoingRequests(hosts).send(request).then(
    () => "answered",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

test("a host that is not named is not asked, wherever its name leads and whoever leads there", async () => {
  const port = own.split(":")[1] ?? "";
  seen.length = 0;
  for (const [hosts, url, says] of [
    [["api.example"], `http://${own}/`, /EXPRESSION_HOSTS/],
    [["127.0.0.1"], `http://${own}/`, /EXPRESSION_HOSTS/],
    [["api.example"], "file:///etc/passwd", /https:\/\//],
    [["api.example"], "https://api.example.evil.example/", /EXPRESSION_HOSTS/],
    [["api.example"], "https://api.example@evil.example/", /EXPRESSION_HOSTS/],
    [["api.example"], `http://2130706433:${port}/`, /EXPRESSION_HOSTS/],
    [
      [`ip6-localhost:${port}`, `localhost.localdomain:${port}`],
      `http://localhost.localdomain:${port}/`,
      /private|ENOTFOUND|EAI_AGAIN/,
    ],
  ] as const) {
    assert.match(await failureOf(hosts, url), says, url);
  }
  assert.deepEqual(seen, []);
  for (const [path, says] of [
    ["/to?http%3A%2F%2F10.0.0.1%2F", /10\.0\.0\.1 is not among/],
    ["/to?gopher%3A%2F%2Fx%2F", /https:\/\//],
    ["/round", /on and on/],
    ["/large", /256 KiB/],
  ] as const) {
    assert.match(await failureOf([own], `http://${own}${path}`), says, path);
  }
  assert.match(await failureOf([own], `http://${own}/slow`, 70.5), /too long/);
  assert.equal(await failureOf([own], `http://${own}/to?%2Fthere`), "answered");
});

test("a name that leads to an address of one's own network is asked only where that address and port are named, too", async () => {
  const port = own.split(":")[1] ?? "";
  for (const [named, address, says] of [
    ["", "127.0.0.1", /private/],
    ["127.0.0.1", "127.0.0.1", /private/],
    ["127.0.0.1:1", "127.0.0.1", /private/],
    [`127.0.0.1:${port}`, "127.0.0.1", /answered/],
    [`127.0.0.1:${port}`, "10.0.0.1", /private/],
    [`127.0.0.1:${port}`, "::ffff:127.0.0.1", /answered/],
    ["", "::1", /private/],
    ["", "64:ff9b::7f00:1", /private/],
  ] as const) {
    const asks = new OutgoingRequests([`api.example:${port}`, named], (_name, _options, found) => {
      found(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
    });
    const request = { method: "GET", headers: {}, body: undefined, timeout: 2_000, isFollowing: true };
    const said = await asks.send({ ...request, url: `http://api.example:${port}/` }).then(() => "answered", String);
    assert.match(said, says, `${named} ${address}`);
  }
});

test("`requests` does what its documentation says, and nothing where no host is named", async (t) => {
  const lab = new PolicyLab(temporaryFolder(t), { hosts: [own], timeLimit: 5_000 });
  t.after(() => lab.close());
  const ask = (source: string): Promise<unknown> => lab.result(source.replaceAll("HOST", `http://${own}`));
  assert.deepEqual(
    await ask(`
answer = requests.post("HOST/a", params={"b": "c d"}, json={"e": 1}, headers={"Cookie": "f"}, auth=("g", "h"), timeout=2)
said = answer.json()
return [answer.status_code, answer.ok, said["method"], said["url"], said["body"], said["type"], said["cookie"], said["authorization"]]`),
    [200, true, "POST", "/a?b=c+d", '{"e": 1}', "application/json", "f", "Basic Zzpo"],
  );
  assert.deepEqual(
    await ask(`
answer = requests.get("HOST/to?%2Fthere")
kept = requests.get("HOST/to?%2Fthere", allow_redirects=False)
form = requests.Session().put("HOST/", data={"a": "b"}).json()
return [answer.url.endswith("/there"), kept.status_code, kept.headers["location"], form["body"], form["type"], "name" in answer.text]`),
    [true, 302, "/there", "a=b", "application/x-www-form-urlencoded", false],
  );
  seen.length = 0;
  assert.deepEqual(
    await ask(`
inner = "GET /inner HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"
return [requests.delete("HOST/", data=inner, timeout=(2, None)).json()["body"] == inner, requests.get("HOST/", json=1).json()["body"]]`),
    [true, "1"],
  );
  assert.deepEqual(seen, ["DELETE /", "GET /"], "what a body says is no other request");
  assert.deepEqual(
    await ask(`
found = []
try:
    requests.get("HOST/missing").raise_for_status()
except requests.exceptions.HTTPError as error:
    found.append(error.response.status_code)
try:
    requests.get("http://localhost:1/")
except requests.ConnectionError as error:
    found.append(str(error))
try:
    requests.get("HOST/slow", timeout=0.1)
except requests.exceptions.Timeout as error:
    found.append(str(error))
return found`),
    [404, "The host localhost:1 is not among those of EXPRESSION_HOSTS.", "The host took too long to answer."],
  );
  assert.deepEqual(
    (await lab.expressions.examine([{ source: "return requests.get", kind: "policy" }]))[0]?.missing,
    [],
  );
  const without = new PolicyLab(temporaryFolder(t));
  t.after(() => without.close());
  assert.match(
    (await without.expressions.examine([{ source: "return requests.get", kind: "policy" }]))[0]?.missing[0]?.what ?? "",
    /^'requests' is not here: .*EXPRESSION_HOSTS/,
  );
});

test("names and addresses are looked up within the domains and networks that are named", async (t) => {
  const lookups = new NameLookups(["localhost", "invalid", "127.0.0.0/8", "192.0.2.7", "::1"]);
  assert.deepEqual(await lookups.addresses("LOCALHOST.", 4), ["127.0.0.1"]);
  assert.ok((await lookups.addresses("localhost", null)).every((address) => ["127.0.0.1", "::1"].includes(address)));
  assert.deepEqual(await lookups.addresses("nobody.invalid", null), []);
  for (const none of [
    "",
    ".",
    "local host",
    "localhost/x",
    "example.com\0.localhost",
    "\0",
    "a b.localhost",
    "[::1]",
    "localhost／x",
    "a@localhost",
  ]) {
    assert.deepEqual(await lookups.addresses(none, null), [], JSON.stringify(none));
  }
  assert.deepEqual(await lookups.addresses("203.0.113.1", null), ["203.0.113.1"], "an address is nobody's to look up");
  assert.deepEqual(await lookups.addresses("203.0.113.1", 6), []);
  assert.match(await lookups.nameOf("127.0.0.1"), /^(localhost|127\.0\.0\.1)/);
  assert.equal(await lookups.nameOf("no address"), "no address");
  for (const name of [
    "secret.example.com",
    "localhost.example",
    "notlocalhost",
    "localhost。example",
    "ｅvil.example",
    "0x7f.1",
    "xinvalid",
  ]) {
    await assert.rejects(() => lookups.addresses(name, null), /is not within the domains of EXPRESSION_DNS/, name);
  }
  for (const address of ["10.0.0.1", "192.0.2.8", "::2", "::ffff:10.0.0.1"]) {
    await assert.rejects(() => lookups.nameOf(address), /is not within the networks of EXPRESSION_DNS/, address);
  }
  const lab = new PolicyLab(temporaryFolder(t), { names: ["localhost", "127.0.0.0/8"] });
  t.after(() => lab.close());
  assert.deepEqual(
    await lab.result(`
refused = []
for look in (lambda: resolve_dns("example.com"), lambda: reverse_dns(ip_address("192.0.2.0"))):
    try:
        look()
    except ValueError as error:
        refused.append(str(error))
return [resolve_dns("localhost", 4), isinstance(reverse_dns("127.0.0.1"), str), refused]`),
    [
      ["127.0.0.1"],
      true,
      [
        "The name example.com is not within the domains of EXPRESSION_DNS.",
        "The address 192.0.2.0 is not within the networks of EXPRESSION_DNS.",
      ],
    ],
  );
  const examined = await lab.expressions.examine([
    { source: 'if resolve_dns("localhost"):\n    return context["geoip"]["country"]\nreturn requests', kind: "policy" },
  ]);
  assert.deepEqual(
    examined[0]?.missing.map(({ line, what }) => [line, what.split(":")[0]]),
    [
      [2, `'context["geoip"]' is not here`],
      [3, "'requests' is not here"],
    ],
  );
});
