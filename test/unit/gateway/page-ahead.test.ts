import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { describe, test } from "node:test";
import { mayAskAhead } from "../../../src/gateway/page-ahead.ts";
import type { RequestFacts } from "../../../src/gateway/request-facts.ts";

const opened = { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate", "sec-fetch-site": "none" };

function may(headers: Record<string, string>, { query = "", method = "GET", proto = "https" } = {}): boolean {
  return mayAskAhead({ headers, method } as unknown as IncomingMessage, { proto } as RequestFacts, query);
}

test("somebody who opens the page has the first step asked for", () => {
  assert.equal(may(opened), true);
  assert.equal(may({ ...opened, "sec-fetch-site": "cross-site" }), true, "a link on another site");
  assert.equal(may({ ...opened, "sec-fetch-dest": "iframe", "sec-fetch-site": "same-origin" }), true);
  assert.equal(may({}, { proto: "http" }), true, "browsers do not tell where there is no TLS");
});

describe("to ask would be to act for somebody who has not", () => {
  const others: Readonly<Record<string, Record<string, string>>> = {
    "a frame on another site": { ...opened, "sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site" },
    "a frame on a neighbouring site": { ...opened, "sec-fetch-dest": "iframe", "sec-fetch-site": "same-site" },
    "a picture": { "sec-fetch-dest": "image", "sec-fetch-mode": "no-cors", "sec-fetch-site": "cross-site" },
    "an object": { ...opened, "sec-fetch-dest": "object", "sec-fetch-site": "cross-site" },
    "a script": { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors", "sec-fetch-site": "same-origin" },
    "a prefetch": { ...opened, "sec-purpose": "prefetch;prerender" },
    "a browser that does not tell, over TLS": {},
  };
  for (const [name, headers] of Object.entries(others)) test(name, () => assert.equal(may(headers), false));

  for (const query of ["flow_token=a", "next=/&itoken=a", "token=a"])
    test(query, () => assert.equal(may(opened, { query }), false));
  test("another method", () => assert.equal(may(opened, { method: "POST" }), false));
});
