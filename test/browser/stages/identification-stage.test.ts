import { expect } from "@open-wc/testing";
import { identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { identificationStates, identifierLabels } from "../../fixtures/states/identification-states.ts";
import { mountFlow } from "../../support/mount.ts";
import { fillIn, press } from "../../support/person.ts";
import { describeStageContract } from "../../support/stage-contract.ts";

describeStageContract({
  component: "ak-stage-identification",
  states: identificationStates,
  answer: {
    state: { name: "plain", challenge: identificationChallenge() },
    fill: (screen) => fillIn(screen.field("Email or username"), "ada"),
    button: "Log in",
    payload: { uid_field: "ada" },
  },
});

describeStageContract({
  component: "ak-stage-identification",
  states: [],
  answer: {
    state: {
      name: "with-password",
      challenge: identificationChallenge({ password_fields: true, enable_remember_me: true }),
    },
    fill: (screen) => {
      fillIn(screen.field("Password"), "correct horse");
      fillIn(screen.field("Email or username"), "ada");
    },
    button: "Log in",
    payload: { uid_field: "ada", password: "correct horse" },
  },
});

describe("ak-stage-identification", () => {
  for (const [fields, label] of identifierLabels) {
    it(`asks for "${label}" where ${fields.join(", ")} will do`, async () => {
      const { screen } = await mountFlow({ first: identificationChallenge({ user_fields: [...fields] }) });
      expect(screen.has("field", label)).to.equal(true);
    });
  }

  it("does not depend on the order of the fields", async () => {
    const { screen } = await mountFlow({
      first: identificationChallenge({ user_fields: ["upn", "email", "username"] }),
    });
    expect(screen.has("field", "Email, username or UPN")).to.equal(true);
  });

  it("takes the flow's title", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge() });
    expect(screen.heading).to.equal("Welcome to Northwind");
  });

  it("says which application one signs in to", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge({ application_pre: "Grafana" }) });
    expect(screen.text).to.contain("Sign in to continue to Grafana.");
  });

  it("says in a recovery what the name is for", async () => {
    const first = identificationChallenge({ flow_designation: "recovery" });
    const { screen } = await mountFlow({ first });
    expect(screen.text).to.contain("Enter the email address or username of your account");
  });

  it("asks for an email address with the keyboard for one", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge({ user_fields: ["email"] }) });
    expect(screen.field("Email").type).to.equal("email");
  });

  it("does not send half an email address, and says why", async () => {
    const { screen, server } = await mountFlow({ first: identificationChallenge({ user_fields: ["email"] }) });
    fillIn(screen.field("Email"), "ada");
    await press("Enter");
    expect(server.payloads).to.be.empty;
    expect(screen.alerts).to.deep.equal(["This is not a complete email address."]);
  });

  it("sends no empty name", async () => {
    const { server } = await mountFlow({ first: identificationChallenge() });
    await press("Enter");
    expect(server.payloads).to.be.empty;
  });

  it("puts the focus on the first empty field when something is missing", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge({ password_fields: true }) });
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    expect(document.activeElement).to.equal(screen.field("Password"));
  });

  it("begins with the name that the link gave", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge({ pending_user_identifier: "grace" }) });
    expect(screen.field("Email or username").value).to.equal("grace");
  });

  it("offers no fields where there is nothing to fill in", async () => {
    const { screen } = await mountFlow({
      first: identificationChallenge({ user_fields: [], passwordless_url: "#key" }),
    });
    expect(screen.fields).to.be.empty;
    expect(screen.text).to.contain("Choose one of the options below to continue.");
  });

  it("has no button to send nothing with", async () => {
    const { screen } = await mountFlow({
      first: identificationChallenge({ user_fields: [], passwordless_url: "#key" }),
    });
    expect(screen.has("button", "Log in")).to.equal(false);
  });

  it("offers one way to sign in with a passkey where the server has two: that of the page itself", async () => {
    const passkeys = { passkey_challenge: { challenge: "AAAA" }, passwordless_url: "#key" };
    const { screen } = await mountFlow({ first: identificationChallenge(passkeys) });
    expect(screen.has("button", "Sign in with a passkey")).to.equal(true);
    expect(screen.has("link", "Use a passkey or security key")).to.equal(false);
  });

  for (const [name, overrides, href] of [
    ["Use a passkey or security key", { passwordless_url: "#key" }, "#key"],
    ["Create an account", { enroll_url: "#enroll" }, "#enroll"],
    ["Forgot username or password?", { recovery_url: "#recover" }, "#recover"],
  ] as const) {
    it(`links to "${name}"`, async () => {
      const { screen } = await mountFlow({ first: identificationChallenge(overrides) });
      expect(screen.link(name).getAttribute("href")).to.equal(href);
    });

    it(`has no link "${name}" where there is nothing behind it`, async () => {
      const { screen } = await mountFlow({ first: identificationChallenge() });
      expect(screen.has("link", name)).to.equal(false);
    });
  }

  it("carries what was typed over to the next step, read-only", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge(), answers: [passwordChallenge()] });
    fillIn(screen.field("Email or username"), "ada");
    await press("Enter");
    expect(screen.field("Account").readOnly).to.equal(true);
    expect(screen.field("Account").value).to.equal("ada");
  });
});
