import { expect } from "@open-wc/testing";
import { errors } from "../../fixtures/challenges.ts";
import { prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { mountFlow } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

const fields = [prompt("username", "username", "Name", { initial_value: "jane" })];
const taken = promptChallenge(fields, { response_errors: errors({ username: "Username is already taken." }) });

describe("ak-stage-prompt, when something is put right", () => {
  it("takes back what the server said of a field as soon as it is changed, and says it again when it is said again", async () => {
    const { screen, root } = await mountFlow({ first: taken, answers: [taken] });
    const name = screen.field("Name");
    expect(screen.alerts).to.deep.equal(["Username is already taken."]);
    fillIn(name, "jane2");
    await settle();
    expect(screen.alerts).to.be.empty;
    expect(root.querySelector("[aria-invalid=true]")).to.equal(null);
    await click(screen.button("Continue"));
    expect(screen.alerts).to.deep.equal(["Username is already taken."]);
  });

  it("says of a file that is too large, before anything is sent, and takes another one", async () => {
    const { screen, server, root } = await mountFlow({
      first: promptChallenge([prompt("file", "picture", "Picture", { required: false })]),
    });
    const control = screen.field("Picture");
    const choose = (size: number): void => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(size)], "me.jpg", { type: "image/jpeg" }));
      control.files = files.files;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    };
    choose(6_000_001);
    await settle();
    expect(screen.alerts).to.deep.equal(["This file is too large. Choose one of 6 MB at most."]);
    expect(control.getAttribute("aria-invalid")).to.equal("true");
    await click(screen.button("Continue"));
    expect(server.payloads).to.be.empty;
    expect(document.activeElement).to.equal(control);
    choose(5_000_000);
    await settle();
    expect(root.querySelector("[aria-invalid=true]")).to.equal(null);
    await click(screen.button("Continue"));
    await until(() => server.payloads.length, "it is sent");
  });

  it("sends no empty text for what nobody can fill in", async () => {
    const readOnly = [
      prompt("text_read_only", "number", "Number", { required: false }),
      prompt("text_area_read_only", "notes", "Notes", { required: false }),
      prompt("text_read_only", "unit", "Unit", { initial_value: "Lund" }),
    ];
    const { screen, server } = await mountFlow({
      first: promptChallenge([...fields, ...readOnly]),
      answers: [],
    });
    await click(screen.button("Continue"));
    expect(server.payloads).to.deep.equal([{ component: "ak-stage-prompt", username: "jane", unit: "Lund" }]);
  });

  it("begins at the first field where all that has to be filled in is", async () => {
    const optional = prompt("ak-locale", "locale", "Locale", { required: false });
    const { screen } = await mountFlow({ first: promptChallenge([...fields, optional]) });
    expect(document.activeElement).to.equal(screen.field("Name"));
  });

  it("indents the help of a single box, and not that of a group", async () => {
    const choices = [
      { value: "a", label: "One" },
      { value: "b", label: "Two" },
    ];
    const helped = [
      prompt("checkbox", "box", "Box", { sub_text: "About the box." }),
      prompt("radio-button-group", "group", "Group", { sub_text: "About all.", choices }),
    ];
    const { root } = await mountFlow({ first: promptChallenge(helped) });
    const hints = [...root.querySelectorAll<HTMLElement>(".ak-choice-field .ak-hint")];
    expect(hints.map((hint) => getComputedStyle(hint).paddingInlineStart)).to.deep.equal(["30px", "0px"]);
  });
});
