import { directions, type Locale } from "../../../protocol/locales/locales.ts";
import { FlowRetryEvent } from "../../ui/events.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { speak } from "./localisation.ts";

/** Makes a flow speak a language that has not started yet. Rejects when its words cannot be loaded; everything is then as before. */
export async function setFirstLanguage(executor: FlowExecutor, locale: Locale): Promise<void> {
  await speak(locale);
  executor.lang = locale;
  executor.dir = directions[locale];
}

/**
 * Makes a flow that is under way speak another language. The server is asked again for the current step, because half of its words are
 * the server's; what was typed stays. Rejects as above.
 */
export async function setLanguage(executor: FlowExecutor, locale: Locale): Promise<void> {
  await setFirstLanguage(executor, locale);
  executor.dispatchEvent(new FlowRetryEvent());
}
