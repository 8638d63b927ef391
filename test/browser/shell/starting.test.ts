import { expect } from "@open-wc/testing";
import { challengeResponse, unanswered } from "../../fixtures/answers.ts";
import { brand } from "../../fixtures/brand.ts";
import { identificationChallenge, passwordChallenge, redirectChallenge } from "../../fixtures/challenges.ts";
import { insertFlow, mountFlow } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

describe("the start of a flow", () => {
  it("asks for the current challenge, with the page's query", async () => {
    const { server } = await mountFlow({ answers: [identificationChallenge()] });
    const [request] = server.requests;
    expect(request?.method).to.equal("GET");
    expect(request?.url.pathname).to.equal("/api/v3/flows/executor/sign-in/");
    expect(request?.url.searchParams.get("query")).to.equal("next=/if/user/");
  });

  it("asks for nothing that it has got already", async () => {
    const { server } = await mountFlow({ first: identificationChallenge() });
    expect(server.requests).to.be.empty;
  });

  it("takes the response to a request that was sent before it was there", async () => {
    const { server, screen } = await mountFlow({ first: Promise.resolve(challengeResponse(passwordChallenge())) });
    expect(screen.heading).to.equal("Enter your password");
    expect(server.requests).to.be.empty;
  });

  it("asks again when the executor sends it to itself", async () => {
    const { screen } = await mountFlow({
      first: redirectChallenge({ to: "/api/v3/flows/executor/sign-in/?query=" }),
      answers: [passwordChallenge()],
    });
    expect(screen.heading).to.equal("Enter your password");
  });

  it("gives up when the executor keeps doing that", async () => {
    const again = redirectChallenge({ to: "/api/v3/flows/executor/sign-in/" });
    const { screen } = await mountFlow({ answers: [again, again, again, again, again, again, again] });
    expect(screen.text).to.contain("The server sends this page in circles.");
  });

  it("sends the token against forged requests", async () => {
    document.cookie = "authentik_csrf=token-1; path=/";
    const { server } = await mountFlow({ answers: [identificationChallenge()] });
    expect(server.requests[0]?.headers.get("X-authentik-CSRF")).to.equal("token-1");
  });

  it("starts over when the flow changes", async () => {
    const { executor, server } = await mountFlow({ first: identificationChallenge(), answers: [passwordChallenge()] });
    executor.slug = "another";
    await until(() => server.requests.length, "another request");
    expect(server.requests[0]?.url.pathname).to.equal("/api/v3/flows/executor/another/");
  });

  it("goes on when the element moves to another place on the page", async () => {
    const { executor, screen } = await mountFlow({
      first: identificationChallenge(),
      answers: [identificationChallenge()],
    });
    const place = document.createElement("div");
    document.body.append(place);
    place.append(executor);
    await settle();
    expect(screen.has("field", "Email or username")).to.equal(true);
    executor.remove();
    expect(place.childNodes).to.have.length(0);
    place.remove();
  });
});

describe("before the first step", () => {
  const content = '<div slot="placeholder" class="ak-placeholder" role="status">Loading…</div>';

  it("shows what the page has put there", async () => {
    const { executor } = await insertFlow({ content, answers: [unanswered] });
    await settle();
    expect(executor.querySelector<HTMLElement>(".ak-placeholder")?.checkVisibility()).to.equal(true);
  });

  it("takes it away with the first step", async () => {
    const { executor } = await mountFlow({ content, first: identificationChallenge() });
    expect(executor.querySelector<HTMLElement>(".ak-placeholder")?.getClientRects()).to.be.empty;
  });
});

describe("the brand", () => {
  it("shows its logo and its links", async () => {
    const { executor } = await mountFlow({ first: identificationChallenge(), brand: brand() });
    const shadow = executor.renderRoot;
    await until(() => shadow.querySelector("img"), "a logo shows");
    expect(shadow.querySelector("img")?.alt).to.equal("Northwind");
    expect(shadow.querySelector("footer")?.innerText).to.contain("Imprint").and.to.contain("Made in Lund");
  });

  it("may be missing", async () => {
    const { executor, screen } = await mountFlow({ first: identificationChallenge() });
    expect(executor.renderRoot.querySelector("img, footer")).to.equal(null);
    expect(screen.has("button", "Log in")).to.equal(true);
  });

  it("gives way to what the page has put in its place", async () => {
    const content = '<b slot="brand">Our own</b><p slot="footer">Our own footer</p>';
    const { executor } = await mountFlow({ content, first: identificationChallenge(), brand: brand() });
    await settle();
    expect(executor.querySelector<HTMLElement>("[slot=brand]")?.checkVisibility()).to.equal(true);
    expect(executor.renderRoot.querySelector("img")?.checkVisibility() ?? false).to.equal(false);
  });
});

describe("the events", () => {
  it("tell of each step before it shows, and let the page keep it", async () => {
    const { executor, screen } = await insertFlow({
      first: passwordChallenge(),
      before: (element) => element.addEventListener("ak-flow-before-step", (event) => event.preventDefault()),
    });
    await settle();
    expect(screen.heading).to.equal("");
    expect(executor.querySelector("form")).to.equal(null);
  });

  it("tell of all that a step holds, also of what this version does not know", async () => {
    const newer = { ...identificationChallenge(), field_of_tomorrow: { depth: 1 } };
    const challenges: unknown[] = [];
    const { screen } = await mountFlow({
      first: newer,
      before: (element) =>
        element.addEventListener("ak-flow-before-step", ({ challenge }) => challenges.push(challenge)),
    });
    expect(challenges).to.deep.equal([newer]);
    expect(screen.has("field", "Email or username")).to.equal(true);
  });

  it("tell of each answer before it is sent, and let the page keep it", async () => {
    const { executor, screen, server } = await mountFlow({
      first: identificationChallenge({ pending_user_identifier: "ada" }),
    });
    executor.addEventListener("ak-flow-before-submit", (event) => event.preventDefault());
    await click(screen.button("Log in"));
    expect(server.payloads).to.be.empty;
  });

  it("let the page take over a redirect", async () => {
    const { destinations } = await insertFlow({ first: redirectChallenge({ to: "https://grafana.example/" }) });
    await settle();
    expect(destinations).to.deep.equal(["https://grafana.example/"]);
  });
});
