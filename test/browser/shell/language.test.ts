import { expect } from "@open-wc/testing";
import { speak } from "../../../src/client/shell/language/localisation.ts";
import { startLanguage } from "../../../src/client/shell/language/start-language.ts";
import { directions } from "../../../src/protocol/locales/locales.ts";
import { renderFirstForm } from "../../../src/page/first-form.ts";
import { networkError, type Answer } from "../../fixtures/answers.ts";
import { brand } from "../../fixtures/brand.ts";
import { dummyChallenge, errors, identificationChallenge, passwordChallenge } from "../../fixtures/challenges.ts";
import { prompt, promptChallenge } from "../../fixtures/prompt-challenges.ts";
import { expectAccessible } from "../../support/accessible.ts";
import { type Mounting, mountFlow, type MountedFlow } from "../../support/mount.ts";
import { click, fillIn } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

const cookie = "authentik_language";

afterEach(async () => {
  document.cookie = `${cookie}=; path=/; max-age=0`;
  await speak("en");
});

interface Speaking extends MountedFlow {
  /** Chooses a language as a person does, and waits until the page speaks it. */
  readonly choose: (locale: string) => Promise<void>;
}

async function speaking(mounting: Mounting = {}, isServersWord = true): Promise<Speaking> {
  const flow = await mountFlow({ first: identificationChallenge(), ...mounting });
  await startLanguage(flow.executor, ["en"], isServersWord);
  const select = await until(() => flow.executor.querySelector<HTMLSelectElement>("#ak-language"), "the languages");
  const choose = async (locale: string): Promise<void> => {
    select.value = locale;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => document.documentElement.lang === locale, `the page speaks ${locale}`);
    await settle();
  };
  return { ...flow, choose };
}

describe("the choice of language", () => {
  it("offers every language by its own name", async () => {
    const { executor } = await speaking();
    const select = executor.querySelector<HTMLSelectElement>("select");
    expect(select?.labels[0]?.textContent).to.equal("Language");
    const options = [...(select?.options ?? [])].map(({ textContent, lang }) => ({ lang, name: textContent.trim() }));
    expect(options.map(({ lang }) => lang)).to.have.members(Object.keys(directions));
    expect(options).to.deep.include.members([
      { lang: "en", name: "English" },
      { lang: "ar", name: "العربية" },
      { lang: "de", name: "Deutsch" },
    ]);
    const names = options.map(({ name }) => name);
    expect(names).to.deep.equal([...names].sort((a, b) => a.localeCompare(b, "en")));
  });

  it("changes our words and asks the server for its own", async () => {
    const { screen, server, choose } = await speaking({
      answers: [identificationChallenge({ primary_action: "Los" })],
    });
    await choose("de");
    expect(screen.has("field", "E-Mail oder Benutzername")).to.equal(true);
    expect(screen.has("button", "Los")).to.equal(true);
    expect(server.requests.map(({ method, headers }) => [method, headers.get("Accept-Language")])).to.deep.equal([
      ["GET", "de"],
    ]);
  });

  it("keeps what was typed", async () => {
    const { screen, choose } = await speaking({ answers: [identificationChallenge()] });
    fillIn(screen.field("Email or username"), "ada");
    await choose("de");
    expect(screen.field("E-Mail oder Benutzername").value).to.equal("ada");
  });

  it("sends the next answer in that language too", async () => {
    const { screen, server, choose } = await speaking({
      first: dummyChallenge(),
      answers: [dummyChallenge(), passwordChallenge()],
    });
    await choose("de");
    screen.button("Weiter").click();
    await until(() => server.requests.length === 2, "the answer is sent");
    expect(server.requests[1]?.headers.get("Accept-Language")).to.equal("de");
  });

  it("turns the page around where the language is written from right to left, and back", async () => {
    const { choose } = await speaking({ answers: [identificationChallenge(), identificationChallenge()] });
    await choose("ar");
    expect(document.documentElement.dir).to.equal("rtl");
    await choose("en");
    expect(document.documentElement.dir).to.equal("ltr");
  });

  it("is kept, English included", async () => {
    const { choose } = await speaking({ answers: [identificationChallenge(), identificationChallenge()] });
    await choose("de");
    expect(document.cookie).to.contain(`${cookie}=de`);
    await choose("en");
    expect(document.cookie).to.contain(`${cookie}=en`);
  });

  it("changes a form that the server has rendered, and keeps its ticks", async () => {
    const challenge = identificationChallenge({ enable_remember_me: true });
    const content = renderFirstForm({ brand: brand(), challenge, pageUrl: location.pathname });
    const { screen, choose } = await speaking({ content, first: challenge, answers: [{ ...challenge }] });
    screen.field("Remember me on this device").checked = true;
    await choose("de");
    expect(screen.field("Auf diesem Gerät merken").checked).to.equal(true);
  });

  it("changes our words also when the server cannot be asked, and says that it could not", async () => {
    const { screen, choose } = await speaking({ first: dummyChallenge(), answers: [networkError] });
    await choose("de");
    expect(screen.alerts.join(" ")).to.contain("Der Server ist nicht erreichbar.");
  });

  it("takes errors of the step along in the new language", async () => {
    const wrong = passwordChallenge({ response_errors: errors({ password: "Falsches Passwort" }) });
    const { screen, choose } = await speaking({ first: passwordChallenge(), answers: [wrong] });
    await choose("de");
    expect(screen.alerts).to.deep.equal(["Falsches Passwort"]);
  });

  it("says anew what is wrong with fields that were not filled in, and forgets it once they are", async () => {
    const challenge = promptChallenge([prompt("text", "name", "Name"), prompt("email", "address", "Address")]);
    const { screen, choose } = await speaking({ first: challenge, answers: [{ ...challenge }] });
    fillIn(screen.field("Address"), "ada");
    await click(screen.button("Continue"));
    await choose("de");
    expect(screen.alerts).to.deep.equal([
      "Füllen Sie das aus, um fortzufahren.",
      "Das ist keine vollständige E-Mail-Adresse.",
    ]);
    fillIn(screen.field("Name"), "Ada");
    expect(screen.alerts).to.have.length(1);
  });

  it("says anew what is wrong with the account's name, tied to its input", async () => {
    const { screen, choose } = await speaking({ answers: [identificationChallenge()] });
    await click(screen.button("Log in"));
    await choose("de");
    const input = screen.field("E-Mail oder Benutzername");
    expect(screen.alerts).to.deep.equal(["Füllen Sie das aus, um fortzufahren."]);
    expect([input.ariaInvalid, input.getAttribute("aria-describedby")]).to.deep.equal(["true", "ak-identifier-error"]);
    fillIn(input, "ada");
    expect([screen.alerts, input.ariaInvalid]).to.deep.equal([[], null]);
  });

  it("keeps an error that the server does not repeat, and the focus where it is", async () => {
    const wrong = passwordChallenge({ response_errors: errors({ password: "Invalid password" }) });
    const { screen, executor, choose } = await speaking({ first: wrong, answers: [passwordChallenge()] });
    executor.querySelector<HTMLSelectElement>("#ak-language")?.focus();
    await choose("de");
    expect(screen.alerts).to.deep.equal(["Invalid password"]);
    expect(document.activeElement?.id).to.equal("ak-language");
  });

  it("is announced in the words that the step has now", async () => {
    const { executor, screen, choose } = await speaking({
      first: passwordChallenge(),
      answers: [passwordChallenge()],
    });
    const before = screen.heading;
    await choose("de");
    expect(screen.heading).not.to.equal(before);
    expect(executor.querySelector(".ak-announcer")?.textContent).to.contain(screen.heading);
  });

  it("is accessible", async () => {
    const { executor } = await speaking();
    await expectAccessible(executor);
  });
});

describe("the brand's language", () => {
  const german = { ...brand(), default_locale: "de" };
  const answers: Answer[] = [identificationChallenge()];

  it("is taken where the server has said nothing and nobody has chosen", async () => {
    const { screen } = await speaking({ brand: german, answers }, false);
    await until(() => screen.has("field", "E-Mail oder Benutzername"), "the page speaks German");
    expect(document.documentElement.lang).to.equal("de");
  });

  it("gives way to what somebody has chosen", async () => {
    document.cookie = `${cookie}=en; path=/`;
    const { screen } = await speaking({ brand: german, answers }, false);
    await settle();
    expect(screen.has("field", "Email or username")).to.equal(true);
  });
});
