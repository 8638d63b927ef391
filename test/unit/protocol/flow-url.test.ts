import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeQueryValue, executorUrl, slugFromPath } from "../../../src/protocol/flow-url.ts";

describe("executorUrl", () => {
  it("sends the page's query as one encoded value, even an empty one", () => {
    assert.equal(executorUrl("/", "login", "next=%2Fapp"), "/api/v3/flows/executor/login/?query=next%3D%252Fapp");
    assert.equal(executorUrl("/", "login", ""), "/api/v3/flows/executor/login/?query=");
  });

  it("keeps the path under which the server is mounted", () => {
    const expected = "https://id.example/sub/api/v3/flows/executor/login/?query=";
    assert.equal(executorUrl("https://id.example/sub/", "login", ""), expected);
    assert.equal(executorUrl("https://id.example/sub", "login", ""), expected);
  });

  it("encodes like Python's quote", () => {
    assert.equal(encodeQueryValue("a!b'c(d)e*f~g h"), "a%21b%27c%28d%29e%2Af~g%20h");
  });
});

describe("slugFromPath", () => {
  it("finds the slug below any mount point", () => {
    assert.equal(slugFromPath("/if/flow/my-flow_1/"), "my-flow_1");
    assert.equal(slugFromPath("/sub/if/flow/x/"), "x");
  });

  it("finds none elsewhere", () => assert.equal(slugFromPath("/if/user/"), undefined));
});
