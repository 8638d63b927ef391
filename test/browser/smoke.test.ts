import { expect } from "@open-wc/testing";
import "../../src/client/shell/flow-executor.ts";
import type { ChallengeOf } from "../../src/protocol/challenges.ts";
import { expectAccessible } from "../support/accessible.ts";

const identification: ChallengeOf<"ak-stage-identification"> = {
  component: "ak-stage-identification",
  user_fields: ["email", "username"],
  password_fields: false,
  flow_designation: "authentication",
  primary_action: "Log in",
  show_source_labels: false,
  enable_remember_me: false,
};

it("shows the identification form with a labelled input in the document", async () => {
  const executor = document.createElement("ak-flow-executor");
  const shown = new Promise((resolve) => executor.addEventListener("ak-flow-before-step", resolve, { once: true }));
  Object.assign(executor, { slug: "smoke", brand: {}, first: identification });
  document.body.append(executor);
  await shown;
  await executor.updateComplete;

  const input = document.querySelector("input");
  expect(input?.labels?.[0]?.textContent).to.equal("Email or username");
  expect(input?.checkVisibility()).to.be.true;
  expect(getComputedStyle(executor).display).to.equal("grid");
  executor.remove();
});

it("runs in the mode that the page has chosen", () => {
  const isForced = document.title.startsWith("Compatibility");
  expect(window.ShadyDOM?.force === true).to.equal(isForced);
  // Only the polyfill moves the styles of an element into the document.
  expect(document.querySelector('style[scope="ak-flow-executor"]') !== null).to.equal(isForced);
});

it("runs under the policy of real pages", async () => {
  const { headers } = await fetch(location.href);
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).to.contain("default-src 'none'").and.to.contain("require-trusted-types-for 'script'");
  expect(policy).not.to.contain("unsafe");
});

it("a field without a name is told by axe", async () => {
  const field = document.createElement("input");
  document.body.append(field);
  let told = "";
  await expectAccessible(field).catch((error: unknown) => (told = String(error)));
  field.remove();
  expect(told).to.match(/label: <input>/);
});
