import { executorUrl, slugFromPath } from "../../protocol/flow-url.ts";
import { readHostConfig } from "../platform/host-config.ts";
import { wantedLanguages } from "../platform/wanted-languages.ts";

/**
 * Starts the flow of a page. Imports nothing that imports Lit: in compatibility mode the polyfill has to be there before Lit is, and otherwise
 * the first request should be on its way before the app arrives.
 *
 * @param address where the page is
 */
export async function startPage({ pathname, search }: Pick<Location, "pathname" | "search">): Promise<void> {
  const config = readHostConfig();
  const executor = document.querySelector("ak-flow-executor");
  if (!executor) return;
  const { brand, compatibility } = config;
  const apiBase = executor.getAttribute("api-base") ?? config.apiBase ?? "/";
  const slug = executor.getAttribute("slug") ?? slugFromPath(pathname) ?? "";
  const query = executor.getAttribute("query") ?? search.slice(1);
  const languages = wantedLanguages(query, config);
  const given =
    config.challenge ??
    fetch(executorUrl(apiBase, slug, query), {
      headers: { Accept: "application/json", "Accept-Language": languages.join() },
    });
  const polyfill = compatibility && import("../platform/compatibility.ts");
  const startExtras = async (): Promise<void> => {
    try {
      await polyfill;
      await (await import("./page-extras.ts")).startExtras(executor, config, languages);
    } catch (cause) {
      console.warn(cause); // A flow goes on without.
    }
  };
  // The first step waits for its words; and for the inspector, because it may be a redirect.
  const waits = !/^en/i.test(languages[0]) || /(^|&)inspector/.test(query);
  const first = waits
    ? startExtras().then(() => (given instanceof Promise ? given : new Response(JSON.stringify(given))))
    : given;

  // Set before the element is defined, so that they are there when it starts.
  Object.assign(executor, { apiBase, slug, query, first, lang: languages[0], ...(brand && { brand }) });
  await polyfill;
  await import("./flow-executor.ts");
  executor.querySelector("main .ak-missing")?.remove(); // It has come after all.
  if (!waits) await startExtras();
}
