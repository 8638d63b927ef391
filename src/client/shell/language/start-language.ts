import { msg } from "@lit/localize";
import { type Locale, negotiateLocale } from "../../../protocol/locales/locales.ts";
import { hasChosenLocale, rememberLocale, setPageLanguage } from "../../platform/language.ts";
import { brandOf } from "../brand-of.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { noteChecks } from "./check-anew.ts";
import { LanguageSelect } from "./language-select.ts";
import { activeLocale } from "./localisation.ts";
import { setFirstLanguage, setLanguage } from "./set-language.ts";

/**
 * Makes the page speak a language, and offers the others below the flow.
 *
 * @param languages the tags of those that are wanted, the most wanted first
 * @param isServersWord the server has told which language; otherwise its brand has a say once it is known
 */
export async function startLanguage(
  executor: FlowExecutor,
  languages: readonly string[],
  isServersWord: boolean,
): Promise<void> {
  const select = new LanguageSelect();
  const follow = (): void => {
    select.locale = activeLocale();
    setPageLanguage(select.locale);
    const skip = document.querySelector(".ak-skip");
    if (skip) skip.textContent = msg("Skip to the form");
    select.requestUpdate();
  };
  const change = async (wanted: Locale): Promise<void> => {
    const hadFocus = select.contains(document.activeElement);
    const sayChecks = noteChecks(executor);
    const onShown = (): void => {
      announceAnew(executor);
      sayChecks();
      if (hadFocus) select.querySelector("select")?.focus();
    };
    try {
      executor.addEventListener("ak-flow-shown", onShown, { once: true });
      await setLanguage(executor, wanted);
    } catch (cause) {
      executor.removeEventListener("ak-flow-shown", onShown);
      console.warn(cause);
      const message = msg("The language could not be loaded. Check your connection, then try again.");
      void executor.showMessage({ level: "error", message });
    }
    follow();
  };
  select.addEventListener("ak-language-change", ({ locale: chosen }) => {
    rememberLocale(chosen);
    void change(chosen);
  });
  // It is the last thing on the page, for those who read it one after the other, too.
  select.slot = "end";
  executor.append(select);
  try {
    await setFirstLanguage(executor, negotiateLocale(languages));
  } catch (cause) {
    console.warn(cause); // The page's own words are in English then, which is better than none.
  }
  follow();
  if (!isServersWord) void followBrand(executor, change);
}

/** Says where the flow stands, in the words that it has now: they are the same step's, so nobody else would. */
function announceAnew(executor: FlowExecutor): void {
  const said = [...executor.querySelectorAll<HTMLElement>(".ak-title, .ak-intro:not([hidden])")];
  const announcer = executor.querySelector(".ak-announcer");
  if (announcer) announcer.textContent = said.map(({ textContent }) => textContent).join(". ");
}

/** Takes the brand's language where nobody has chosen another. */
async function followBrand(executor: FlowExecutor, change: (locale: Locale) => Promise<void>): Promise<void> {
  const { default_locale: wanted } = await brandOf(executor);
  if (!wanted || hasChosenLocale() || negotiateLocale([wanted]) === activeLocale()) return;
  await change(negotiateLocale([wanted]));
}
