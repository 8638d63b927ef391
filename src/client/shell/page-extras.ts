import type { HostConfig } from "../../protocol/host-config.ts";
import { watchDarkness } from "../platform/page-brand.ts";
import { isFramed, setTitle, showBackground, watchMessages } from "../platform/page.ts";
import { brandOf } from "./brand-of.ts";
import type { FlowExecutor } from "./flow-executor.ts";
import { watchBrokenPictures } from "./broken-pictures.ts";
import { shownChallenge } from "./shown-challenge.ts";
import { startPart } from "./start-part.ts";

/**
 * Starts what a page can have beside its flow, each with its code loaded only where it is wanted.
 *
 * @param languages the tags of those that are wanted, the most wanted first
 * @returns when a first step may show that has waited for this
 */
export async function startExtras(
  executor: FlowExecutor,
  config: HostConfig,
  languages: readonly string[],
): Promise<void> {
  const signal = whileConnected(executor);
  watchMessages(config.messages ?? [], (message) => void executor.showMessage(message), signal);
  showSteps(executor, config, signal);
  const isServersWord = config.locale !== undefined || config.brand !== undefined;
  const start = (part: () => Promise<void>): Promise<void> => startPart(executor, signal, part);
  void start(async () => {
    await import("../stages/registry.ts"); // The step after the first form is likely to need it.
  });
  void start(async () => (await import("./start-aids.ts")).startAids(executor, config, signal));
  void watchBrokenPictures(executor, signal);
  if (isFramed()) void start(async () => (await import("./framed/tell-parent.ts")).tellParent(executor, signal));
  void startTabs(executor, config, { start, signal });
  void start(() => startBrand(executor, config.brand !== undefined, signal));
  if (config.accountChooser) {
    void start(async () => {
      const { startAccountChooser } = await import("./accounts/start-account-chooser.ts");
      startAccountChooser(executor, signal);
    });
  }
  await Promise.all([
    start(() => startInspector(executor, config, signal)),
    start(async () => {
      const { startLanguage } = await import("./language/start-language.ts");
      await startLanguage(executor, languages, isServersWord);
    }),
  ]);
}

/** Aborts when the element leaves the document. */
function whileConnected(executor: FlowExecutor): AbortSignal {
  const connection = new AbortController();
  executor.addController({ hostDisconnected: () => connection.abort() });
  return connection.signal;
}

async function startInspector(executor: FlowExecutor, { config }: HostConfig, signal: AbortSignal): Promise<void> {
  const wanted = new URLSearchParams(executor.query).get("inspector");
  if (wanted === null && !config?.capabilities.includes("can_debug")) return;
  const { startInspector: start } = await import("./inspector/start-inspector.ts");
  start(executor, wanted === "" || wanted === "open", signal);
}

/** What the page around the flow shows of a step: its title, its background and its layout. */
function showSteps(executor: FlowExecutor, { flow }: HostConfig, signal: AbortSignal): void {
  const show = (): void => {
    const heading = executor.querySelector(".ak-title")?.textContent;
    if (heading) setTitle(heading, executor.brand?.branding_title ?? "");
    const info = shownChallenge(executor)?.flow_info;
    showBackground(info);
    // Its stylesheet may have to wait until the server is back.
    arrange(executor, info ?? flow).catch(console.warn);
  };
  show();
  executor.addEventListener("ak-flow-shown", show, { signal });
  watchDarkness(() => showBackground(shownChallenge(executor)?.flow_info), signal);
}

async function arrange(executor: FlowExecutor, info: HostConfig["flow"]): Promise<void> {
  const before = executor.dataset["layout"] ?? "stacked";
  if (!info || info.layout === before) return;
  const { showLayout } = await import("./layout/show-layout.ts");
  showLayout(executor, info);
}

/** What a brand has besides its name, its logo and its language. */
async function startBrand(executor: FlowExecutor, isInPage: boolean, signal: AbortSignal): Promise<void> {
  const brand = await brandOf(executor);
  const { branding_custom_css: css, branding_logo_themed_urls: logos, branding_favicon_themed_urls: icons } = brand;
  if (isInPage && !css && !logos && !icons) return;
  const { showBrand } = await import("./brand/show-brand.ts");
  showBrand(executor, brand, isInPage, signal);
}

/** What the server and other tabs have to say, where the server or its brand wants that. */
async function startTabs(
  executor: FlowExecutor,
  { websocket }: HostConfig,
  { start, signal }: { start: (part: () => Promise<void>) => Promise<void>; signal: AbortSignal },
): Promise<void> {
  const { flags } = await brandOf(executor);
  // authentik's page does not say that there is a WebSocket; a server whose brand has flags has one.
  if (websocket ?? flags !== undefined) {
    void start(async () => {
      const { startLiveMessages } = await import("./tabs/live-messages.ts");
      startLiveMessages(executor, signal);
    });
  }
  if (flags?.flows_continuous_login) {
    void start(async () => {
      const { startContinuousLogin } = await import("./tabs/continuous-login.ts");
      startContinuousLogin(executor, signal);
    });
  }
}
