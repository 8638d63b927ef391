import { expect } from "@open-wc/testing";
import { startPart } from "../../../src/client/shell/start-part.ts";
import { identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { afterwards, mountFlow, untilTheEnd } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { until } from "../../support/until.ts";

/** Takes what the page warns of, which is expected here. */
function warnings(): unknown[] {
  const { warn } = console;
  const taken: unknown[] = [];
  console.warn = (...texts: unknown[]) => void taken.push(...texts);
  afterwards(() => (console.warn = warn));
  return taken;
}

describe("a part beside the flow that cannot be loaded", () => {
  it("is warned of, and tried again with the next step until it is there", async () => {
    const warned = warnings();
    const { executor, screen } = await mountFlow({ first: identificationChallenge(), answers: [passwordChallenge()] });
    const away = new TypeError("Failed to fetch dynamically imported module");
    let tries = 0;
    await startPart(executor, untilTheEnd(), async () => {
      tries++;
      if (tries === 1) throw away;
    });
    expect(tries).to.equal(1);
    expect(warned).to.deep.equal([away]);

    fillIn(screen.field("Email or username"), "ada");
    await click(screen.button("Log in"));
    await until(() => tries === 2, "it is tried again");
    expect(warned).to.have.length(1);
  });

  it("is left alone once the flow has left the page", async () => {
    warnings();
    const { executor, screen } = await mountFlow({ first: identificationChallenge(), answers: [passwordChallenge()] });
    const end = new AbortController();
    let tries = 0;
    await startPart(executor, end.signal, async () => {
      tries++;
      throw new TypeError("Failed to fetch dynamically imported module");
    });
    end.abort();
    fillIn(screen.field("Email or username"), "ada");
    await click(screen.button("Log in"));
    await until(() => screen.has("button", "Continue") || screen.has("button", "Log in"), "the next step shows");
    expect(tries).to.equal(1);
  });
});
