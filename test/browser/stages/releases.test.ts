/** Other releases of authentik than the one that our types are made from: their steps show, and take what is sent. */
import { expect } from "@open-wc/testing";
import { executeServerCommand } from "@web/test-runner-commands";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import { unanswered } from "../../fixtures/answers.ts";
import { challengeSchemas } from "../../fixtures/challenge-schemas.gen.ts";
import {
  componentsOf,
  fillings,
  generatedBrand,
  generatedChallenge,
  type Filling,
  type Schemas,
} from "../../fixtures/generated-challenges.ts";
import { fillInAll } from "../../support/fill-in-all.ts";
import { insertFlow, mountFlow, type MountedFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

const releases = ["2025.10", "2025.12", "2026.2", "2026.8"];
/** How many show at the same time: each waits for frames of the browser, which they can do together. */
const batchSize = 16;
/** Steps that go on by themselves. */
const passing = new Set(["xak-flow-redirect", "ak-stage-autosubmit", "ak-stage-endpoint-agent", "xak-flow-frame"]);
/** Steps whose answer is the form: it can be filled in without a device, an application or a captcha. */
const forms = [
  "ak-provider-oauth2-device-code",
  "ak-stage-authenticator-email",
  "ak-stage-authenticator-sms",
  "ak-stage-authenticator-static",
  "ak-stage-authenticator-totp",
  "ak-stage-consent",
  "ak-stage-dummy",
  "ak-stage-identification",
  "ak-stage-password",
  "ak-stage-prompt",
  "ak-stage-user-login",
];

/** What is left out, what is null, and all there is. */
const ways = fillings.filter(({ name }) => /^(nothing|null|everything)/.test(name));

const published = fetch(new URL("../../fixtures/releases.gen.json", import.meta.url)).then(
  (response) => response.json() as Promise<Record<string, { readonly schemas: Schemas }>>,
);
const alreadyShown = new Set<string>();

async function schemasOf(release: string): Promise<Schemas> {
  return { ...challengeSchemas, ...(await published)[release]?.schemas };
}

async function inBatches<T>(all: T[], run: (each: T) => Promise<string | undefined>): Promise<string[]> {
  const faults: string[] = [];
  while (all.length > 0) {
    const found = await Promise.all(all.splice(0, batchSize).map(run));
    faults.push(...found.filter((fault) => fault !== undefined));
  }
  return faults;
}

function expectWhole(challenge: Challenge, { screen, root }: MountedFlow): void {
  expect(root.querySelector("[data-stage]")?.localName, "the stage").not.to.equal("ak-stage-unknown");
  expect(`${screen.heading} ${screen.text}`, "what can be read").not.to.match(/undefined|\[object|NaN/);
  if (!passing.has(challenge.component)) expect([...screen.buttons, ...screen.links], "a way on").not.to.be.empty;
}

/** Fills in the form and sends it: the release's schema has to take that. */
async function expectAccepted({ screen, server }: MountedFlow, release: string): Promise<void> {
  fillInAll(screen);
  const button = screen.buttons.find(({ type }) => type === "submit");
  if (!button) throw new Error("there is no button to send it with");
  await click(button);
  await until(() => server.payloads.length > 0, "an answer is sent");
  const question = { answer: server.payloads[0], release };
  const { problems } = await executeServerCommand<{ problems: string[] }, object>("answers", question);
  expect(problems, JSON.stringify(question.answer)).to.deep.equal([]);
}

async function faultWith(
  flow: MountedFlow,
  what: string,
  check: () => void | Promise<void>,
): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (cause) {
    return `${what}: ${(cause as Error).message}`;
  } finally {
    flow.executor.remove();
  }
}

describe("other releases", function () {
  this.timeout(30_000);

  it("are those of the published schemas", async () => {
    expect(Object.keys(await published)).to.deep.equal(releases);
  });

  for (const release of releases) {
    it(`${release}: every step shows`, async () => {
      const schemas = await schemasOf(release);
      const made = componentsOf(schemas).flatMap((component) =>
        ways.map((filling) => ({
          what: `${component} with ${filling.name}`,
          challenge: generatedChallenge(component, filling, schemas),
        })),
      );
      expect(made.length).to.be.above(80);
      // What another release has sent in just the same way has been looked at.
      const fresh = made.filter(({ challenge }) => !alreadyShown.has(JSON.stringify(challenge)));
      for (const { challenge } of fresh) alreadyShown.add(JSON.stringify(challenge));
      const faults = await inBatches(fresh, async ({ what, challenge }) => {
        const flow = await insertFlow({ first: challenge });
        return faultWith(flow, what, async () => {
          const goesOn = challenge.component === "xak-flow-redirect" && challenge.to !== "";
          await until(() => (goesOn ? flow.destinations[0] : flow.root.querySelector("[data-stage]")), "it shows");
          await settle();
          if (!goesOn) expectWhole(challenge, flow);
        });
      });
      expect(faults).to.deep.equal([]);
    });

    it(`${release}: takes what its forms send`, async () => {
      const schemas = await schemasOf(release);
      const everything = fillings.find(({ name }) => name === "everything") as Filling;
      const faults: string[] = [];
      // One at a time: the page's requests go to the flow that came last.
      for (const component of forms) {
        const challenge = generatedChallenge(component, everything, schemas);
        const flow = await mountFlow({ first: withoutDevices(challenge), answers: [unanswered] });
        const fault = await faultWith(flow, component, () => expectAccepted(flow, release));
        if (fault) faults.push(fault);
      }
      expect(faults).to.deep.equal([]);
    });

    it(`${release}: its brand shows`, async () => {
      for (const filling of ways) {
        const schemas = await schemasOf(release);
        const brand = { ...generatedBrand(filling, schemas), branding_logo: "data:image/svg+xml,<svg/>" };
        const first = generatedChallenge("ak-stage-dummy", filling, schemas);
        const { executor, screen } = await mountFlow({ first, brand });
        await settle();
        expect(executor.brand?.branding_title).to.equal(brand.branding_title);
        expect(screen.text).not.to.match(/undefined|\[object|NaN/);
        executor.remove();
      }
    });
  }
});

/** Captchas and passkeys are answered by somebody else. */
function withoutDevices(challenge: Challenge): Challenge {
  if (challenge.component !== "ak-stage-identification") return challenge;
  return { ...challenge, captcha_stage: null, passkey_challenge: null };
}
