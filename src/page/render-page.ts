import type { Brand, Challenge } from "../protocol/challenges.ts";
import { type HostConfig, hostConfigId } from "../protocol/host-config.ts";
import { directions, type Locale } from "../protocol/locales/locales.ts";
import { renderFirstForm } from "./first-form.ts";
import { html, type Html, trustedHtml } from "./html.ts";
import { translator } from "./translator.ts";

/** What goes into the page of a flow. */
export interface PageInput {
  readonly slug: string;
  /** Without one the page keeps its own look until it has asked. */
  readonly brand: Brand | undefined;
  readonly config: HostConfig;
  readonly flowTitle: string;
  readonly challenge: Challenge | undefined;
  readonly pageUrl: string;
  readonly locale: Locale;
  /** The nonce of the response's Content-Security-Policy. */
  readonly nonce: string;
  /** Scripts to fetch early. */
  readonly preload: readonly string[];
  /** Whether a development server adds styles at run time and has to know the nonce. */
  readonly tellsNonce: boolean;
}

/** Fills the built `index.html` for one response. Everything that is not ours is escaped. */
export function renderPage(template: string, input: PageInput): string {
  const { slug, nonce, locale } = input;
  const page = template
    .replace(/<html\b([^>]*)>/, (_tag, attributes: string) => `<html${rootAttributes(attributes, input)}>`)
    .replace(/[ \t]*<title>[^<]*<\/title>\n?|[ \t]*<link\b[^>]*\brel="?icon\b[^>]*>\n?/g, "")
    .replace(/<ak-flow-executor\b([^>]*)>[^]*?<\/ak-flow-executor>/, (_element, attributes: string) => {
      const others = trustedHtml(attributes.replace(/\sslug(=("[^"]*"|'[^']*'|[^\s>]*))?/, ""));
      return html`<ak-flow-executor${others} slug="${slug}">${renderFirstForm(input)}</ak-flow-executor>`.toString();
    })
    .replace(/(<a class="?ak-skip"?[^>]*>)[^<]*/, (_whole, tag: string) =>
      html`${trustedHtml(tag)}${translator(locale)("Skip to the form")}`.toString(),
    )
    .replace("</head>", () => `${head(input).toString()}</head>`);
  return withNonce(page, nonce);
}

function head({ brand, flowTitle, config, nonce, preload, tellsNonce }: PageInput): Html {
  const css = brand?.branding_custom_css.replace(/<\/(style)/gi, "<\\/$1") ?? "";
  const title = [flowTitle, brand?.branding_title].filter(Boolean).join(" - ");
  return html`<title>${title}</title><meta name="description" content="${title}">
${brand && html`<link rel="icon" href="${brand.branding_favicon}">\n`}<script type="application/json" id="${hostConfigId}">${scriptJson(config)}</script>
${preload.map((href) => html`<link rel="modulepreload" href="${href}">\n`)}${backgroundStyle(config.flow?.background)}${
    css.trim() !== "" && html`<style>${trustedHtml(css)}</style>\n`
  }${tellsNonce && html`<meta property="csp-nonce" nonce="${nonce}">\n`}`;
}

/** So that it is there with the first paint. authentik's stock photograph, which stands for none, stays away. */
function backgroundStyle(url = ""): Html | undefined {
  if (url === "" || url.endsWith("/flow_background.jpg")) return undefined;
  const safe = url.replace(/["'()\\<>\s]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return html`<style>:root{--ak-background-image:url("${trustedHtml(safe)}")}</style>\n`;
}

function rootAttributes(attributes: string, { brand, locale }: PageInput): string {
  const others = attributes.replace(/\s(lang|dir|data-theme-choice)=("[^"]*"|[^\s>]*)/g, "");
  const theme = !brand || brand.ui_theme === "automatic" ? "auto" : brand.ui_theme;
  return `${others} lang="${locale}" dir="${directions[locale]}" data-theme-choice="${theme}"`;
}

/** JSON that cannot end the script element it stands in (HTML Standard, restrictions for contents of script elements). */
function scriptJson(value: unknown): Html {
  return trustedHtml(JSON.stringify(value).replaceAll("<", "\\u003c"));
}

/** Puts the nonce on everything that runs or styles; what scripts and styles contain is left alone, tags in strings included. */
function withNonce(html: string, nonce: string): string {
  const elements = /<(script|style)\b([^>]*)>([^]*?)<\/\1>|<link\b([^>]*)>/g;
  return html.replace(
    elements,
    (whole, name: string | undefined, attributes: string, content: string, link: string) => {
      if (name !== undefined) return `<${name}${nonceAttribute(attributes, nonce)}${attributes}>${content}</${name}>`;
      return /\brel=["']?(modulepreload|stylesheet)\b/.test(link)
        ? `<link${nonceAttribute(link, nonce)}${link}>`
        : whole;
    },
  );
}

function nonceAttribute(attributes: string, nonce: string): string {
  return /\snonce=/.test(attributes) ? "" : ` nonce="${nonce}"`;
}
