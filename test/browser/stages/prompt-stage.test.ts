import { expect } from "@open-wc/testing";
import { errors } from "../../fixtures/challenges.ts";
import {
  enrolment,
  everyField,
  olderPrompt,
  prompt,
  promptChallenge,
  sizes,
  unknownPrompt,
} from "../../fixtures/prompt-challenges.ts";
import { promptStates } from "../../fixtures/states/prompt-states.ts";
import { type MountedFlow, mountFlow } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { nameOf } from "../../support/screen.ts";
import { describeStageContract } from "../../support/stage-contract.ts";
import { until } from "../../support/until.ts";

const account = {
  username: "ada",
  name: "Ada",
  email: "ada@northwind.example",
  password: "a b",
  password_repeat: "a b",
};

describeStageContract({
  component: "ak-stage-prompt",
  states: promptStates,
  answer: {
    state: { name: "enrolment", challenge: promptChallenge(enrolment) },
    fill: (screen) => screen.fields.forEach((field, index) => fillIn(field, Object.values(account)[index] ?? "")),
    button: "Continue",
    payload: account,
  },
});

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

describe("ak-stage-prompt", () => {
  it("shows all that it knows of every kind of field", async () => {
    const { screen } = await mountFlow({ first: promptChallenge(everyField) });
    for (const text of [
      "Read our terms first.",
      "Preferences",
      "Shirt size",
      "Medium",
      "A square one looks best.",
      "later",
    ]) {
      expect(screen.text).to.contain(text);
    }
  });

  it("sends dotted keys flat, and of optional fields left empty nothing that the server would refuse", async () => {
    expect(await answerTo(...everyField)).to.deep.equal({
      "attributes.nick": "Ada",
      "attributes.about": "",
      "attributes.tenant": "Northwind",
      "attributes.notes": "Two\nlines",
      "attributes.birthday": "1999-12-10",
      "attributes.size": "m",
      "attributes.settings.locale": "",
      "attributes.news": false,
      "attributes.source": "web",
    });
  });

  for (const initial_value of ["", "False", "false", "0"]) {
    it(`leaves a box unticked whose value is "${initial_value}", and says so to the server`, async () => {
      expect(await answerTo(prompt("checkbox", "news", "News", { required: false, initial_value }))).to.deep.equal({
        news: false,
      });
    });
  }

  it('ticks a box whose value is "True"', async () => {
    expect(await answerTo(prompt("checkbox", "news", "News", { initial_value: "True" }))).to.deep.equal({ news: true });
  });

  it("asks for a box that has to be ticked", async () => {
    const { screen, server } = await mountFlow({ first: promptChallenge([prompt("checkbox", "terms", "Terms")]) });
    await click(screen.button("Continue"));
    expect(server.payloads).to.be.empty;
    expect(screen.alerts).to.deep.equal(["Tick this to continue."]);
  });

  it("begins a list with an empty choice where nothing is chosen, and insists on one", async () => {
    const flow = await mountFlow({ first: promptChallenge([prompt("dropdown", "team", "Team", { choices: sizes })]) });
    expect(control(flow).value).to.equal("");
    await click(flow.screen.button("Continue"));
    expect(flow.server.payloads).to.be.empty;
    expect(flow.screen.alerts).to.deep.equal(["Choose one to continue."]);
  });

  it("takes text where it does not know the type", async () => {
    const flow = await mountFlow({ first: promptChallenge([unknownPrompt()]) });
    fillIn(control(flow), "left");
    await click(flow.screen.button("Continue"));
    expect(flow.server.payloads).to.deep.equal([{ component: "ak-stage-prompt", palm: "left" }]);
  });

  it("takes the choices of older servers", async () => {
    const flow = await mountFlow({ first: promptChallenge([olderPrompt()]) });
    expect([...control(flow).querySelectorAll("option")].map(({ value }) => value)).to.deep.equal(["", "red", "green"]);
  });

  it("insists on one of a group of choices, and is content with any", async () => {
    const first = promptChallenge([prompt("radio-button-group", "size", "Size", { choices: sizes })]);
    const { screen, server } = await mountFlow({ first });
    await click(screen.button("Continue"));
    expect(screen.alerts).to.deep.equal(["Choose one to continue."]);
    await click(screen.field("Large"));
    expect(screen.alerts).to.be.empty;
    await click(screen.button("Continue"));
    expect(server.payloads).to.deep.equal([{ component: "ak-stage-prompt", size: "l" }]);
  });

  it("names a group of choices", async () => {
    const { root } = await mountFlow({
      first: promptChallenge([prompt("radio-button-group", "size", "Size", { choices: sizes })]),
    });
    expect(root.querySelector("fieldset > legend")?.textContent).to.equal("Size");
  });

  it("keeps a language that it does not know", async () => {
    expect(await answerTo(prompt("ak-locale", "locale", "Language", { initial_value: "eo" }))).to.deep.equal({
      locale: "eo",
    });
  });

  it("says which fields are optional where others are not", async () => {
    const { screen } = await mountFlow({
      first: promptChallenge([prompt("text", "a", "One"), prompt("text", "b", "Two", { required: false })]),
    });
    expect(screen.has("field", "One") && screen.has("field", "Two (optional)")).to.equal(true);
  });

  it("keeps everything that was typed, chosen and ticked when the server refuses it", async () => {
    const fields = [
      prompt("text", "name", "Name", { initial_value: "server" }),
      prompt("text_area", "about", "About", { initial_value: "server" }),
      prompt("dropdown", "team", "Team", { choices: sizes, initial_value: "s" }),
      prompt("checkbox", "news", "News", { initial_value: "False" }),
    ];
    const refused = promptChallenge(
      fields.map((field) => ({ ...field, initial_value: "changed" })),
      { response_errors: errors({ name: "Taken." }) },
    );
    const flow = await mountFlow({ first: promptChallenge(fields), answers: [refused] });
    fillIn(control(flow, 0), "mine");
    fillIn(control(flow, 1), "mine too");
    fillIn(control(flow, 2), "l");
    control(flow, 3).click();
    await click(flow.screen.button("Continue"));
    expect(flow.screen.alerts).to.deep.equal(["Taken."]);
    expect(flow.screen.fields.map(({ value }) => value).slice(0, 3)).to.deep.equal(["mine", "mine too", "l"]);
    expect(control(flow, 3).checked).to.equal(true);
  });

  it("shows errors of what has no field of its own above the button", async () => {
    const { screen } = await mountFlow({
      first: promptChallenge([prompt("hidden", "source", "")], {
        response_errors: errors({ source: "Unknown source." }),
      }),
    });
    expect(screen.alerts).to.deep.equal(["Unknown source."]);
  });

  it("survives keys that are names of the form's own methods", async () => {
    const keys = ["append", "dataset", "requestSubmit", "continue", "submit", "checkValidity", "uidField"];
    const payload = await answerTo(...keys.map((key) => prompt("text", key, key, { initial_value: `${key}!` })));
    expect(payload).to.deep.equal(Object.fromEntries(keys.map((key) => [key, `${key}!`])));
  });

  it("runs nothing that the server's texts hold", async () => {
    const evil = "<img src=x onerror='window.hacked = true'><script>window.hacked = true</script>";
    const { root } = await mountFlow({
      first: promptChallenge([
        prompt("static", "a", evil, { initial_value: evil }),
        prompt("text", "b", evil, { sub_text: evil, placeholder: evil }),
      ]),
    });
    expect(root.querySelector("script, [onerror]")).to.equal(null);
    expect("hacked" in window).to.equal(false);
  });

  describe("with passwords", () => {
    const first = promptChallenge(enrolment);

    it("tells password managers what is what, the username first", async () => {
      const { screen } = await mountFlow({ first });
      const tokens = screen.fields.map(({ autocomplete }) => autocomplete);
      expect(tokens).to.deep.equal(["username", "name", "email", "new-password", "new-password"]);
    });

    it("says while typing whether both are the same", async () => {
      const { screen } = await mountFlow({ first });
      fillIn(screen.field("New password"), "secret");
      fillIn(screen.field("New password again"), "sec");
      await until(() => screen.statuses.includes("The passwords differ so far."), "the hint shows");
      fillIn(screen.field("New password again"), "secret");
      await until(() => screen.statuses.includes("Both passwords are the same."), "the hint changes");
    });

    it("sends none that differ, and says so next to the second", async () => {
      const { screen, server } = await mountFlow({ first });
      screen.fields.forEach((field, index) => fillIn(field, ["ada", "Ada", "a@b.example", "one", "two"][index] ?? ""));
      await click(screen.button("Continue"));
      expect(server.payloads).to.be.empty;
      expect(screen.alerts).to.deep.equal(["The passwords are not the same. Type the first one here again."]);
      expect(document.activeElement).to.equal(screen.field("New password again"));
    });

    it("shows a password on request, and hides it before it is sent", async () => {
      const { screen } = await mountFlow({ first });
      const shows = screen.buttons.filter((button) => nameOf(button) === "Show password");
      expect(shows).to.have.length(2);
      if (shows[0]) await click(shows[0]);
      expect(screen.field("New password").type).to.equal("text");
      screen.fields.forEach((field, index) => fillIn(field, Object.values(account)[index] ?? ""));
      await click(screen.button("Continue"));
      expect(screen.field("New password").type).to.equal("password");
    });
  });
});
