import type { HostConfig } from "../../protocol/host-config.ts";
import type { Locale } from "../../protocol/locales/locales.ts";
import { setTitle, watchMessages } from "../platform/page.ts";
import type { FlowExecutor } from "./flow-executor.ts";

/**
 * Starts what a page can have beside its flow, each with its code loaded only where it is wanted.
 *
 * @param locale the language to begin with
 * @returns when a first step may show that has waited for this
 */
export async function startExtras(executor: FlowExecutor, config: HostConfig, locale: Locale): Promise<void> {
  watchMessages(config.messages ?? [], (message) => void executor.showMessage(message));
  showTitles(executor);
  const isServersWord = config.locale !== undefined || config.brand !== undefined;
  await Promise.all([
    startInspector(executor, config),
    import("./language/start-language.ts").then(({ startLanguage }) => startLanguage(executor, locale, isServersWord)),
  ]);
}

async function startInspector(executor: FlowExecutor, { config }: HostConfig): Promise<void> {
  const wanted = new URLSearchParams(executor.query).get("inspector");
  if (wanted === null && !config?.capabilities.includes("can_debug")) return;
  const { startInspector: start } = await import("./inspector/start-inspector.ts");
  start(executor, wanted === "" || wanted === "open");
}

/** The document's title is that of the step. */
function showTitles(executor: FlowExecutor): void {
  const show = (): void => {
    const heading = executor.querySelector(".ak-title")?.textContent;
    if (heading) setTitle(heading, executor.brand?.branding_title ?? "");
  };
  show();
  executor.addEventListener("ak-flow-shown", show);
}
