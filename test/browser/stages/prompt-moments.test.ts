import { expect } from "@open-wc/testing";
import { prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { type MountedFlow, mountFlow } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";

type Prompt = ReturnType<typeof prompt>;

/** The control of the given field, by its place on the page. */
function control(flow: MountedFlow, index = 0): HTMLInputElement {
  const field = flow.screen.fields[index];
  if (!field) throw new Error(`there is no field ${index}`);
  return field;
}

/** What is sent for these prompts as they are. */
async function answerTo(...prompts: Prompt[]): Promise<unknown> {
  const { screen, server } = await mountFlow({ first: promptChallenge(prompts) });
  await click(screen.button("Continue"));
  const [{ component: _, ...payload } = {}] = server.payloads as Record<string, unknown>[];
  return payload;
}

describe("ak-stage-prompt with a date and a time", () => {
  it("takes a date with its time in the person's clock, and sends it as ISO", async () => {
    const flow = await mountFlow({ first: promptChallenge([prompt("date-time", "arrival", "Arrival")]) });
    expect(control(flow).type).to.equal("datetime-local");
    fillIn(control(flow), "2026-03-01T09:30");
    await click(flow.screen.button("Continue"));
    expect(flow.server.payloads).to.deep.equal([
      { component: "ak-stage-prompt", arrival: new Date("2026-03-01T09:30").toISOString() },
    ]);
  });

  it("shows a moment that the server knows", async () => {
    const flow = await mountFlow({
      first: promptChallenge([prompt("date-time", "arrival", "Arrival", { initial_value: "2026-03-01 09:30:00" })]),
    });
    expect(control(flow).value).to.equal("2026-03-01T09:30");
  });

  it("keeps the seconds of a moment that nobody has touched", async () => {
    const moments = {
      "2026-03-01T09:30:15Z": "2026-03-01T09:30:15Z",
      "2026-03-01 09:30:15.123456+02:00": "2026-03-01T09:30:15.123456+02:00",
      "2026-03-01 09:30:15": new Date("2026-03-01T09:30:15").toISOString(),
    };
    for (const [initial_value, arrival] of Object.entries(moments)) {
      expect(await answerTo(prompt("date-time", "arrival", "Arrival", { initial_value }))).to.deep.equal({ arrival });
    }
  });

  it("takes another minute in place of a moment with seconds", async () => {
    const moment = prompt("date-time", "arrival", "Arrival", { initial_value: "2026-03-01T09:30:15Z" });
    const flow = await mountFlow({ first: promptChallenge([moment]) });
    fillIn(control(flow), "2026-03-02T10:00");
    await click(flow.screen.button("Continue"));
    expect(flow.server.payloads).to.deep.equal([
      { component: "ak-stage-prompt", arrival: new Date("2026-03-02T10:00").toISOString() },
    ]);
  });
});
