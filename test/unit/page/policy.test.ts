/** One policy: what the server sends is what the document for those who serve the page themselves says. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { captchaFramePolicy, knownVendorScripts } from "../../../src/page/captcha-frame-policy.ts";
import { componentsOf, pagePolicy } from "../../../src/page/policy.ts";
import { identificationChallenge } from "../../fixtures/challenges.ts";
import { testApp, TestBrowser } from "../server/support/test-app.ts";

const integrating = readFileSync(new URL("../../../INTEGRATING.md", import.meta.url), "utf8");
const policyOf = (components: readonly string[]): string =>
  pagePolicy({ nonce: "…", frameAncestors: ["'self'"], components });

/** Directive → its text. */
function directives(policy: string): Map<string, string> {
  return new Map(policy.split(";").map((text) => [text.trim().split(" ")[0] ?? "", text.trim()]));
}

describe("the policy in INTEGRATING.md", () => {
  const section = integrating.slice(integrating.indexOf("### Content Security Policy"));
  const block = /```\n([^]*?)\n```/.exec(section)?.[1] ?? "";

  test("is the one of the code", () => assert.equal(block.replaceAll(/\s+/g, " "), policyOf([])));

  test("names what Plex needs beyond it", () => {
    const ours = directives(policyOf(["ak-source-plex"]));
    const changed = [...ours].filter(([name, text]) => directives(policyOf([])).get(name) !== text);
    assert.deepEqual(
      changed.map(([, text]) => text),
      ["connect-src 'self' https://plex.tv"],
    );
    assert.ok(section.includes(`\`${changed[0]?.[1]}\``));
  });
});

test("the policy of the captchas' document in INTEGRATING.md is the one of the code, for each vendor", () => {
  const section = integrating.slice(integrating.indexOf("### Captchas")).replaceAll(/\s+/g, " ");
  const [turnstile = "", ...others] = [...knownVendorScripts].reverse();
  const policy = captchaFramePolicy([turnstile], true, ["https://id.example"]);
  assert.ok(section.includes(`\`\`\` ${policy} \`\`\``), policy);
  for (const script of others) {
    const sources =
      directives(captchaFramePolicy([script], true, []))
        .get("connect-src")
        ?.split(" ")
        .slice(1) ?? [];
    // The script's own host is among those of the vendor, where a pattern takes it in.
    const named = sources.filter((source) => !source.includes("//js."));
    assert.ok(section.includes(`\`${named.join(" ")}\``), named.join(" "));
  }
});

describe("the policy of a flow's page", () => {
  const connects = async (browser: TestBrowser, slug: string): Promise<string | undefined> => {
    const { headers } = await browser.request(`/if/flow/${slug}/`);
    return directives(headers.get("content-security-policy") ?? "").get("connect-src");
  };

  test("lets the page ask Plex where a step of the flow does, and nowhere else", async (t) => {
    const browser = new TestBrowser(testApp(t));
    assert.equal(await connects(browser, "demo-plex"), "connect-src 'self' https://plex.tv");
    for (const slug of ["default-authentication-flow", "demo-telegram", "demo-frame", "no-such-flow"]) {
      assert.equal(await connects(browser, slug), "connect-src 'self'", slug);
    }
  });

  test("knows the sources that identification leads to without asking the server", () => {
    const plex: Challenge = { component: "ak-source-plex", client_id: "a", slug: "plex" };
    const source = { name: "Plex", icon_url: null, promoted: false, challenge: plex };
    const challenge = identificationChallenge({ sources: [source] });
    assert.deepEqual(componentsOf(challenge), ["ak-stage-identification", "ak-source-plex"]);
    assert.match(policyOf(componentsOf(challenge)), /connect-src 'self' https:\/\/plex\.tv;/);
  });

  test("a component that nobody knows changes nothing", () => {
    for (const component of ["x-unknown", "constructor", "__proto__"]) {
      assert.equal(policyOf([component]), policyOf([]));
    }
  });
});
