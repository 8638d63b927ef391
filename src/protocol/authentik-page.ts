import type { Brand, ServerConfig } from "./challenges.ts";
import type { HostConfig, ServerMessage } from "./host-config.ts";

/** What authentik's own page of a flow knows. */
export interface PageFacts {
  readonly locale: string;
  readonly brand: Brand;
  readonly config: ServerConfig;
  readonly flow: NonNullable<HostConfig["flow"]>;
  /** Forces ShadyDOM: the flow has compatibility mode. */
  readonly isCompatible: boolean;
  readonly messages: readonly ServerMessage[];
}

const levels: readonly ServerMessage["level"][] = ["debug", "info", "success", "warning", "error"];
const layouts: Readonly<Record<PageFacts["flow"]["layout"], true>> = {
  stacked: true,
  content_left: true,
  content_right: true,
  sidebar_left: true,
  sidebar_right: true,
  sidebar_left_frame_background: true,
  sidebar_right_frame_background: true,
};

/**
 * Reads authentik's template of a flow's page (2025.10 to 2026.5), which says everything in inline scripts.
 *
 * @returns `undefined` for a page that is another, or of a version that says it differently: it is then shown as it is
 */
export function readPageFacts(page: string): PageFacts | undefined {
  const settings = script(page, "authentik-config");
  if (settings === undefined) return undefined;
  const brand = json(settings, "brand");
  const config = json(settings, "config");
  if (!isBrand(brand) || !isConfig(config)) return undefined;
  const flow = script(page, "flow-config") ?? "";
  const layout = value(flow, '"layout"') ?? "stacked";
  return {
    locale: value(settings, "locale") ?? "",
    brand,
    config,
    flow: {
      title: value(flow, '"title"') ?? pageTitle(page) ?? brand.branding_title,
      background: value(flow, '"background"') || (paintedBackground(page) ?? ""),
      layout: isLayout(layout) ? layout : "stacked",
    },
    isCompatible: /\bShadyDOM\.force\s*=\s*true\b/.test(script(page, "shady-dom") ?? ""),
    messages: messages(settings),
  };
}

function script(page: string, id: string): string | undefined {
  return new RegExp(`<script data-id="${id}">([^]*?)</script>`).exec(page)?.[1];
}

/** `name: JSON.parse('…')`, written with Django's `escapejs`, which leaves neither quotes nor backslashes. */
function json(text: string, name: string): unknown {
  const found = new RegExp(`\\b${name}:\\s*JSON\\.parse\\('([^']*)'`).exec(text)?.[1];
  if (found === undefined) return undefined;
  try {
    return JSON.parse(unescaped(found));
  } catch {
    return undefined; // A template that we do not know.
  }
}

/** `name: "…"` in one of the template's scripts. */
function value(text: string, name: string): string | undefined {
  const found = new RegExp(`${name}:\\s*"([^"]*)"`).exec(text)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

function messages(text: string): ServerMessage[] {
  const found = text.matchAll(/new CustomEvent\("ak-message",[^]*?level:\s*"([^"]*)",\s*message:\s*"([^"]*)"/g);
  return [...found].map(([, level = "", message = ""]) => ({
    level: levels.find((known) => known === unescaped(level)) ?? "info",
    message: unescaped(message),
  }));
}

function unescaped(text: string): string {
  return text.replace(/\\u([\da-f]{4})/gi, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The flow's own background or the brand's, as the page paints it. */
function paintedBackground(page: string): string | undefined {
  return /--ak-(?:global--background-image|flow-background):\s*url\("([^"]*)"\)/.exec(page)?.[1];
}

/** Templates of 2025 have the flow's title in the head only, after the brand's. */
function pageTitle(page: string): string | undefined {
  const title = /<title>([^<]*)<\/title>/.exec(page)?.[1]?.trim();
  return title || undefined;
}

function isLayout(name: string): name is PageFacts["flow"]["layout"] {
  return Object.hasOwn(layouts, name);
}

function isBrand(given: unknown): given is Brand {
  const brand = given as Partial<Brand> | null;
  if (typeof brand !== "object" || brand === null) return false;
  const texts = [brand.branding_title, brand.branding_logo, brand.branding_favicon, brand.branding_custom_css];
  return (
    texts.every((text) => typeof text === "string") &&
    Array.isArray(brand.ui_footer_links) &&
    ["automatic", "light", "dark"].includes(brand.ui_theme ?? "")
  );
}

function isConfig(given: unknown): given is ServerConfig {
  return typeof given === "object" && given !== null && Array.isArray((given as Partial<ServerConfig>).capabilities);
}
