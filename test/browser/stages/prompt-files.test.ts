import { expect } from "@open-wc/testing";
import { prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { type MountedFlow, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { until } from "../../support/until.ts";

/** The control of the given field, by its place on the page. */
function control(flow: MountedFlow, index = 0): HTMLInputElement {
  const field = flow.screen.fields[index];
  if (!field) throw new Error(`there is no field ${index}`);
  return field;
}

/** Puts a file into a file input. */
function choose(input: HTMLInputElement, file: File): void {
  const transfer = new DataTransfer();
  transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

describe("ak-stage-prompt with a file", () => {
  const first = promptChallenge([prompt("file", "picture", "Picture", { required: false })]);
  const pixel = Uint8Array.from(atob("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"), (c) =>
    c.charCodeAt(0),
  );

  it("shows its name, its size and a picture of it", async () => {
    const flow = await mountFlow({ first });
    choose(control(flow), new File([pixel], "me.gif", { type: "image/gif" }));
    const image = await until(() => flow.root.querySelector<HTMLImageElement>(".ak-file img"), "the picture shows");
    expect(image.src).to.match(/^data:image\/gif/);
    expect(flow.screen.statuses).to.include("me.gif 42 bytes");
  });

  it("sends it as a data URI", async () => {
    const flow = await mountFlow({ first });
    choose(control(flow), new File(["hello"], "note.txt", { type: "text/plain" }));
    await click(flow.screen.button("Continue"));
    await until(() => flow.server.payloads.length, "it is sent");
    expect(flow.server.payloads).to.deep.equal([
      { component: "ak-stage-prompt", picture: "data:text/plain;base64,aGVsbG8=" },
    ]);
  });

  it("takes it back", async () => {
    const flow = await mountFlow({ first });
    choose(control(flow), new File(["hello"], "note.txt", { type: "text/plain" }));
    await until(() => flow.screen.statuses.length, "its name shows");
    await click(flow.screen.button("Remove the file of Picture"));
    await click(flow.screen.button("Continue"));
    expect(flow.server.payloads).to.deep.equal([{ component: "ak-stage-prompt" }]);
  });
});
