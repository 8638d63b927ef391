import { expect } from "@open-wc/testing";
import type { ChallengeOf } from "../../../src/protocol/challenges.ts";
import { renderFirstForm } from "../../../src/page/first-form.ts";
import { brand } from "../../fixtures/brand.ts";
import { errors, identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { identificationStates } from "../../fixtures/states/identification-states.ts";
import { expectAccessible } from "../../support/accessible.ts";
import { insertFlow, type MountedFlow, type Mounting, mountFlow } from "../../support/mount.ts";
import { click, fillIn, press } from "../../support/person.ts";
import { until } from "../../support/until.ts";

type Identification = ChallengeOf<"ak-stage-identification">;

const challenge = identificationChallenge({ enable_remember_me: true, recovery_url: "#recover" });

/** The page as the server sends it, with somebody at it before the element is there. */
async function served(
  challenge: Identification,
  mounting: Mounting = {},
  meanwhile?: (card: Element) => void,
): Promise<MountedFlow> {
  const content = renderFirstForm({ brand: brand(), challenge, pageUrl: location.pathname });
  return mountFlow({
    content,
    first: challenge,
    before: (executor) => {
      const card = executor.querySelector(".ak-card");
      if (card) meanwhile?.(card);
    },
    ...mounting,
  });
}

function typed(card: Element): void {
  const input = card.querySelector<HTMLInputElement>("[name=uidField]");
  if (input) input.value = "ada";
}

describe("a form that the server has rendered", () => {
  it("stays, node for node", async () => {
    let before: Element[] = [];
    const { root } = await served(challenge, {}, (card) => (before = [...card.querySelectorAll("*")]));
    expect([...root.querySelectorAll(".ak-card *")]).to.deep.equal(before);
  });

  it("is not announced: it is read with the page", async () => {
    const { screen } = await served(challenge);
    expect(screen.statuses).to.be.empty;
  });

  it("keeps what was typed before the element was there", async () => {
    const { screen } = await served(challenge, {}, typed);
    expect(screen.field("Email or username").value).to.equal("ada");
  });

  it("keeps what was typed where the link gave another name", async () => {
    const { screen } = await served({ ...challenge, pending_user_identifier: "grace" }, {}, typed);
    expect(screen.field("Email or username").value).to.equal("ada");
  });

  it("is sent by the same button", async () => {
    const { screen, server } = await served(challenge, {}, typed);
    await click(screen.button("Log in"));
    expect(server.payloads).to.deep.equal([{ component: "ak-stage-identification", uid_field: "ada" }]);
  });

  it("is sent once the element is there when somebody was quicker", async () => {
    const { server } = await served(challenge, {}, (card) => {
      typed(card);
      card.querySelector("form")?.setAttribute("data-early", "");
    });
    expect(server.payloads).to.deep.equal([{ component: "ak-stage-identification", uid_field: "ada" }]);
  });

  it("is sent once the step is there when somebody was quicker than that", async () => {
    let answer: (response: Response) => void = () => {};
    const first = new Promise<Response>((resolve) => (answer = resolve));
    const content = renderFirstForm({ brand: brand(), challenge, pageUrl: location.pathname });
    const { root, server } = await insertFlow({ content, first });
    const form = await until(() => root.querySelector("form"), "the form shows");
    await until(() => form.noValidate, "the app has taken over");
    typed(form);
    form.requestSubmit();
    answer(Response.json(challenge));
    await until(() => server.payloads.length > 0, "the form is sent");
    expect(server.payloads).to.deep.equal([{ component: "ak-stage-identification", uid_field: "ada" }]);
  });

  it("goes on to the next step with the same inputs", async () => {
    const { screen } = await served(challenge, { answers: [passwordChallenge()] });
    const name = screen.field("Email or username");
    fillIn(name, "ada");
    await press("Enter");
    expect(screen.field("Account")).to.equal(name);
  });

  it("shows what is wrong with the answer", async () => {
    const wrong = {
      ...challenge,
      response_errors: errors({ uid_field: "Unknown.", non_field_errors: "Not accepted." }),
    };
    const { screen } = await served(challenge, { answers: [wrong] }, typed);
    await click(screen.button("Log in"));
    expect(screen.alerts).to.have.members(["Unknown.", "Not accepted."]);
  });

  it("keeps a tick when it has something new to show", async () => {
    const wrong = { ...challenge, response_errors: errors({ non_field_errors: "Not accepted." }) };
    const { screen } = await served(challenge, { answers: [wrong] }, typed);
    await click(screen.field("Remember me on this device"));
    await click(screen.button("Log in"));
    expect(screen.field("Remember me on this device").checked).to.equal(true);
  });

  it("ticks the box for somebody who is remembered", async () => {
    localStorage.setItem("authentik-remember-me-user", "ada");
    const { screen } = await served(challenge);
    expect(screen.field("Remember me on this device").checked).to.equal(true);
    expect(screen.field("Email or username").value).to.equal("ada");
  });

  it("gives way to another first step", async () => {
    const { screen } = await served(challenge, { first: passwordChallenge() });
    expect(screen.heading).to.equal("Enter your password");
    expect(screen.has("button", "Log in")).to.equal(false);
  });

  it("is accessible", async () => {
    const { executor } = await served(challenge);
    await expectAccessible(executor);
  });
});

describe("the server's rendering of", () => {
  for (const { name, challenge } of identificationStates) {
    if (challenge?.component !== "ak-stage-identification" || challenge.response_errors) continue;

    it(`${name} is what the element renders`, async () => {
      const theirs = await served(challenge);
      const outline = outlineOf(theirs.root);
      theirs.executor.remove();
      const ours = await mountFlow({ first: challenge });
      expect(outline).to.deep.equal(outlineOf(ours.root));
    });
  }
});

/** What a person and a password manager can tell: elements with their attributes and texts, in order. */
function outlineOf(root: ParentNode): string[] {
  const elements = [
    ...root.querySelectorAll(".ak-card, .ak-card *:not(noscript, noscript *, .ak-missing, .ak-missing *)"),
  ];
  return elements.map((element) => {
    const text = [...element.childNodes].filter((node) => node instanceof Text).map(({ data }) => data.trim());
    const attributes = [...element.attributes]
      .filter(({ name }) => !["autofocus", "value", "data-early"].includes(name))
      .map(({ name, value }) => `${name}=${value.trim().replace(/style-scope \S+ ?/, "")}`)
      .sort();
    // What came with the page is read with the page, and announced no second time.
    const isSaid = !element.matches(".ak-announcer");
    return `${element.localName} ${attributes.join(" ")} ${isSaid ? text.join("") : ""}`.trim();
  });
}
