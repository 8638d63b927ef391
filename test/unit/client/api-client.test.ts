import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiClient } from "../../../src/client/flow/api-client.ts";

async function headersOf(isOwn: boolean | undefined, body?: unknown): Promise<Headers> {
  let sent = new Headers();
  const client = new ApiClient({
    base: "https://id.example/",
    ...(isOwn !== undefined && { isOwn }),
    fetch: async (_url, init) => {
      sent = new Headers(init?.headers);
      return new Response();
    },
    csrfToken: () => "token",
    language: () => "",
  });
  await client.send("flows/executor/x/?query=", new AbortController().signal, body);
  return sent;
}

test("answers ask for the next step itself, in place of redirects to it", async () => {
  assert.equal((await headersOf(true, { a: 1 })).get("Prefer"), "return=representation");
  assert.equal((await headersOf(true)).get("Prefer"), null);
});

test("never across origins, where the server would have to allow the header", async () => {
  assert.equal((await headersOf(false, { a: 1 })).get("Prefer"), null);
  assert.equal((await headersOf(undefined, { a: 1 })).get("Prefer"), null);
});
