import { expect } from "@open-wc/testing";
import { startTelling } from "../../../src/client/shell/told/start-telling.ts";
import {
  accessDeniedChallenge,
  errors,
  identificationChallenge,
  passwordChallenge,
} from "../../fixtures/challenges.ts";
import { device, validateChallenge } from "../../fixtures/authenticator-challenges.ts";
import { prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { afterwards, mountFlow, type MountedFlow, type Mounting, untilTheEnd } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

async function telling(mounting: Mounting): Promise<MountedFlow> {
  const flow = await mountFlow(mounting);
  startTelling(flow.executor, untilTheEnd());
  await settle();
  return flow;
}

/** What a browser tells of; not to those who count what is blocked in earnest. */
function violate(details: SecurityPolicyViolationEventInit): void {
  document.addEventListener("securitypolicyviolation", (event) => event.stopPropagation(), { once: true });
  document.dispatchEvent(new SecurityPolicyViolationEvent("securitypolicyviolation", details));
}

const ours = {
  blockedURI: "https://plex.tv/api",
  disposition: "enforce",
  documentURI: location.href,
  effectiveDirective: "connect-src",
  originalPolicy: "",
  statusCode: 200,
  violatedDirective: "connect-src",
} as const;

describe("what the page's own policy has blocked", () => {
  for (const effectiveDirective of ["connect-src", "form-action"]) {
    it(`is told where a person loses by it: ${effectiveDirective}`, async () => {
      const { screen } = await telling({ first: passwordChallenge() });
      violate({ ...ours, effectiveDirective });
      await until(
        () => screen.alerts.join().includes("The rules of this page do not let it reach plex.tv"),
        "it is said",
      );
    });
  }

  it("is not told of what an extension tried, of looks, and of policies that only report", async () => {
    const { screen } = await telling({ first: passwordChallenge() });
    violate({ ...ours, sourceFile: "chrome-extension://abc/content.js" });
    violate({ ...ours, effectiveDirective: "style-src-elem", blockedURI: "inline" });
    violate({ ...ours, disposition: "report" });
    await settle();
    expect(screen.alerts).to.be.empty;
  });
});

describe("somebody who signs in in another tab", () => {
  /** Another tab of the site. */
  function otherTab(): BroadcastChannel {
    const channel = new BroadcastChannel("flow-sign-in");
    afterwards(() => channel.close());
    return channel;
  }

  it("is named where this tab asks who somebody is, with what happens on another sign-in", async () => {
    const { screen } = await telling({
      first: identificationChallenge(),
      account: "grace",
    });
    otherTab().postMessage("left");
    await until(() => screen.alerts.join().includes("You are signed in as grace in another tab."), "it is said");
  });

  it("is named while a passkey is asked for here, which goes on: one ceremony in each tab", async function () {
    if (!("credentials" in navigator)) this.skip(); // This browser knows none.
    const asked: (AbortSignal | undefined)[] = [];
    const get = ({ signal }: CredentialRequestOptions): Promise<never> => {
      asked.push(signal);
      return new Promise(() => undefined);
    };
    Object.defineProperty(navigator.credentials, "get", { configurable: true, value: get });
    afterwards(() => Reflect.deleteProperty(navigator.credentials, "get"));
    const { screen } = await telling({ first: validateChallenge([device("webauthn")]), account: "grace" });
    otherTab().postMessage("left");
    await until(() => screen.alerts.join().includes("You are signed in as grace in another tab."), "it is said");
    expect(asked.map((signal) => signal?.aborted)).to.deep.equal([false]);
  });

  it("is nobody's concern where nobody is signed in after all", async () => {
    const { screen, server } = await telling({
      first: identificationChallenge(),
    });
    otherTab().postMessage("left");
    await until(() => server.accountQuestions === 1, "the server is asked");
    await settle();
    expect(screen.alerts).to.be.empty;
  });

  it("is nobody's concern at any other step", async () => {
    const { server } = await telling({ first: promptChallenge([prompt("text", "name", "Name")]) });
    otherTab().postMessage("left");
    await settle();
    expect(server.accountQuestions).to.equal(0);
  });
});

describe("several fields in error", () => {
  const form = promptChallenge([
    prompt("text", "name", "Name"),
    prompt("radio-button-group", "team", "Team", {
      choices: ["Red", "Blue"].map((label) => ({ label, value: label })),
    }),
    prompt("email", "address", "Address"),
  ]);

  it("are counted in the bar, and the focus is on the first", async () => {
    const { screen } = await telling({ first: form });
    await click(screen.button("Continue"));
    await until(() => screen.alerts.includes("3 fields need another look."), "they are counted");
    expect(document.activeElement).to.equal(screen.field("Name"));
  });

  it("are counted anew while they become fewer, without a word, until one is left", async () => {
    const { screen } = await telling({ first: form });
    await click(screen.button("Continue"));
    await until(() => screen.alerts.includes("3 fields need another look."), "they are counted");
    fillIn(screen.field("Name"), "Ada");
    await until(() => screen.text.includes("2 fields need another look."), "two are left");
    expect(screen.alerts.join()).not.to.contain("another look");
    fillIn(screen.field("Address"), "ada@example.org");
    await until(() => !screen.text.includes("another look"), "one is left");
  });

  it("are counted where the server finds them, too", async () => {
    const response_errors = errors({ name: "Too short.", address: "Taken." });
    const { screen } = await telling({ first: form, answers: [{ ...form, response_errors }] });
    fillIn(screen.field("Name"), "A");
    fillIn(screen.field("Address"), "ada@example.org");
    await click(screen.field("Red"));
    await click(screen.button("Continue"));
    await until(() => screen.alerts.includes("2 fields need another look."), "they are counted");
  });

  it("are not counted where there is one", async () => {
    const { screen } = await telling({ first: identificationChallenge() });
    await click(screen.button("Log in"));
    await settle();
    expect(screen.alerts).to.have.length(1);
  });
});

describe("a session that is over when a form is sent", () => {
  const form = promptChallenge([
    prompt("text", "name", "Name", { initial_value: "Ada" }),
    prompt("text", "api_token", "Token", { required: false }),
    prompt("password", "password", "Password", { required: false }),
  ]);

  async function refused(): Promise<void> {
    const { screen, executor } = await telling({ first: form, answers: [accessDeniedChallenge()] });
    fillIn(screen.field("Name"), "Ada Lovelace");
    const [, token, password] = screen.fields;
    if (token && password) {
      fillIn(token, "t0ken");
      fillIn(password, "correct horse");
    }
    await click(screen.button("Continue"));
    await until(() => screen.heading === "Access denied", "it is refused");
    executor.remove();
  }

  it("loses nothing that was typed but secrets: it is there again when the person comes back", async () => {
    await refused();
    const { screen } = await telling({ first: form });
    expect(screen.field("Name").value).to.equal("Ada Lovelace");
    expect(screen.fields.slice(1).map(({ value }) => value)).to.deep.equal(["", ""]);
    await until(() => screen.statuses.join().includes("What you typed before is here again"), "it is said");
  });

  it("gives it back once", async () => {
    await refused();
    (await telling({ first: form })).executor.remove();
    const { screen } = await telling({ first: form });
    expect(screen.field("Name").value).to.equal("Ada");
  });

  it("does not replace what has been typed since", async () => {
    await refused();
    const flow = await mountFlow({ first: form });
    fillIn(flow.screen.field("Name"), "Grace");
    startTelling(flow.executor, untilTheEnd());
    await settle();
    expect(flow.screen.field("Name").value).to.equal("Grace");
  });
});

describe("a browser that keeps no cookies", () => {
  it("is told so when the first step comes again without a word, and what was typed stays", async () => {
    const { screen } = await mountFlow({ first: identificationChallenge(), answers: [identificationChallenge()] });
    fillIn(screen.field("Email or username"), "ada");
    await click(screen.button("Log in"));
    await until(() => screen.alerts.join().includes("keeps no cookies for this page"), "it is said");
    expect(screen.alerts.join()).to.contain("What you typed is kept.");
    expect(screen.field("Email or username").value).to.equal("ada");
  });

  it("is told so in a form of prompts too", async () => {
    const form = promptChallenge([prompt("text", "name", "Name")]);
    const { screen } = await mountFlow({ first: form, answers: [form] });
    fillIn(screen.field("Name"), "Ada");
    await click(screen.button("Continue"));
    await until(() => screen.alerts.join().includes("keeps no cookies for this page"), "it is said");
  });
});
