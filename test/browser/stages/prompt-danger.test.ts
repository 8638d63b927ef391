import { expect } from "@open-wc/testing";
import { flowInfo } from "../../fixtures/challenges.ts";
import { prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { type MountedFlow, mountFlow } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";

function deletion(placeholder: string): Promise<MountedFlow> {
  return mountFlow({
    first: promptChallenge(
      [
        prompt("alert_danger", "warning", "", {
          initial_value: "This cannot be undone.",
          placeholder,
          required: false,
        }),
        prompt("text", "confirm_username", "Type your username to confirm"),
      ],
      { flow_info: flowInfo({ title: "Delete the account ada", cancel_url: "/flows/-/cancel/?next=%2Fif%2Fuser%2F" }) },
    ),
  });
}

function colour(button: HTMLButtonElement): string {
  return getComputedStyle(button).backgroundColor;
}

describe("a form that warns of something that cannot be undone", () => {
  it("has a button that says what is done and looks like it, and a way back", async () => {
    const { screen } = await deletion("Delete account");
    expect(screen.has("button", "Continue")).to.equal(false);
    expect(screen.link("Cancel").getAttribute("href")).to.equal("/flows/-/cancel/?next=%2Fif%2Fuser%2F");
    const red = colour(screen.button("Delete account"));
    const plain = await mountFlow({ first: promptChallenge([prompt("text", "name", "Name")]) });
    expect(colour(plain.screen.button("Continue"))).not.to.equal(red);
    expect(plain.screen.has("link", "Cancel")).to.equal(false);
  });

  it("has the focus where something is to be typed, so that Enter alone does nothing", async () => {
    const { screen, server } = await deletion("");
    expect(document.activeElement).to.equal(screen.field("Type your username to confirm"));
    await click(screen.button("Continue"));
    expect(server.payloads).to.be.empty;
    fillIn(screen.field("Type your username to confirm"), "ada");
    await click(screen.button("Continue"));
    expect(server.payloads).to.deep.equal([{ component: "ak-stage-prompt", confirm_username: "ada" }]);
  });
});
