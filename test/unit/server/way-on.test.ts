import assert from "node:assert/strict";
import { test } from "node:test";
import type { FlowRequest } from "../../../src/server/engine/flow-request.ts";
import { type Flow } from "../../../src/server/engine/models/flow-model.ts";
import { Session } from "../../../src/server/engine/session.ts";
import { wayOn } from "../../../src/server/engine/stale-link.ts";
import type { User } from "../../../src/server/store/user-store.ts";

const flow = { slug: "f", designation: "recovery", authentication: "none" } as Flow;

function request(query: string, isSignedIn = false): FlowRequest {
  const session = Session.anonymous(0);
  if (isSignedIn) session.logIn({ pk: 1 } as User, 0);
  return { session, query } as FlowRequest;
}

test("whoever is signed in is led on by a link that was used, to a page of this site at most", () => {
  for (const [query, to] of [
    ["flow_token=t", "/"],
    ["flow_token=t&next=%2Fapp%3Fa%3D1", "/app?a=1"],
    ["flow_token=t&next=%2F%2Fevil.example", "/"],
    ["flow_token=t&next=https%3A%2F%2Fevil.example", "/"],
    ["flow_token=t&next=javascript%3Aalert(1)", "/"],
  ] as const)
    assert.deepEqual(wayOn("used", flow, request(query, true)), {
      message: "This link was used already, and you are signed in.",
      to,
    });
});

test("a link that is gone leads on those only who need it no more", () => {
  const signUp = { ...flow, authentication: "require_unauthenticated" } as const;
  assert.deepEqual(wayOn("gone", signUp, request("flow_token=t", true)), {
    message: "This link is no longer valid. You do not need it: you are signed in.",
    to: "/",
  });
  assert.equal(wayOn("gone", flow, request("flow_token=t", true)).to, "/if/flow/f/");
  assert.equal(wayOn("gone", signUp, request("flow_token=t")).to, "/if/flow/f/");
});

test("where nobody can get another link by themselves, nothing leads on", () => {
  const sent = { ...flow, authentication: "require_redirect" } as const;
  const again = "Ask for a new one where you got it.";
  assert.deepEqual(wayOn("used", sent, request("flow_token=t")), {
    message: `This link was used already. ${again}`,
    to: undefined,
  });
  assert.deepEqual(wayOn("gone", sent, request("flow_token=t", true)), {
    message: `This link is no longer valid, or a part of it is missing. ${again}`,
    to: undefined,
  });
});

test("no way on has the same link in it, and all else of the address is kept", () => {
  const query = "next=%2Fapp&flow_token=t&flow_token=u&x=1";
  const signUp = { ...flow, designation: "enrollment" } as const;
  assert.deepEqual(wayOn("used", flow, request(query)), {
    message: "This link was used already. Begin again here to get a new one.",
    to: "/if/flow/f/?next=%2Fapp&x=1",
  });
  assert.deepEqual(wayOn("gone", flow, request("flow_token=t")), {
    message: "This link is no longer valid, or a part of it is missing. Begin again here to get a new one.",
    to: "/if/flow/f/",
  });
  assert.deepEqual(wayOn("used", signUp, request(query)), {
    message: "This link was used already: your account is ready. Sign in with it.",
    to: "/flows/-/default/authentication/?next=%2Fapp&x=1",
  });
  assert.equal(wayOn("gone", signUp, request(query)).to, "/if/flow/f/?next=%2Fapp&x=1");
});
