import type { Brand, FlowInfo, ServerConfig } from "../../src/protocol/challenges.ts";

/** What authentik's template of a flow's page is filled with. */
export interface FlowPage {
  readonly slug: string;
  readonly flow: FlowInfo;
  readonly brand: Brand;
  readonly config: ServerConfig;
  /** Where the server is, without a slash at the end. */
  readonly origin: string;
  readonly locale: string;
  readonly compatibility: boolean;
}

/** Of the authentik whose page this is. */
export const templateVersion = "2026.5.0-rc1";

/** The page of a flow: what matters to a program that stands in its place, in the order and by the names of authentik's own. */
export function flowPage(page: FlowPage): string {
  const { slug, flow, brand, origin, compatibility } = page;
  const icon = text(brand.branding_favicon);
  const background = text(new URL(flow.background ?? "", `${origin}/`).href);
  return `
<!DOCTYPE html>
<html
    lang="${text(page.locale)}"
    data-theme="light"
    data-theme-choice="${brand.ui_theme === "automatic" ? "auto" : brand.ui_theme}"
>
    <head>
        <meta charset="UTF-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
        <meta name="darkreader-lock">
        <title>${text(brand.branding_title)}</title>
        <link rel="icon" href="${icon}">
        <link rel="shortcut icon" href="${icon}">
<link rel="prefetch" href="${background}" />
${compatibility ? shadyDom : ""}
${settings(page)}
<link rel="stylesheet" type="text/css" href="/static/dist/styles/flow-${templateVersion}.css" />
  <meta name="color-scheme" content="light dark" />
  <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">
  <meta name="theme-color" content="#18191a" media="(prefers-color-scheme: dark)">
        <style data-id="brand-css">${brand.branding_custom_css.replaceAll("</", "<\\/")}</style>
        <script src="/static/dist/poly-${templateVersion}.js" type="module"></script>
<script src="/static/dist/flow/FlowInterface-${templateVersion}.js" type="module"></script>
<style data-id="flow-css">
  :root {
      --ak-global--background-image: url("${background}");
  }
</style>
    </head>
    <body>
<ak-skip-to-content></ak-skip-to-content>
<ak-message-container></ak-message-container>
<ak-drawer id="flow-drawer">
    <ak-flow-executor
        slug="${slug}"
        class="pf-c-login"
        data-layout="${flow.layout}"
        loading
    >
<div class="ak-c-placeholder" id="ak-placeholder" slot="placeholder">
    <span class="pf-c-spinner" role="progressbar" aria-valuetext="Loading..."></span>
</div>
        <ak-brand-links name="flow-links" slot="footer"></ak-brand-links>
    </ak-flow-executor>
    <ak-flow-inspector slot="panel" id="flow-inspector" data-registration="lazy" slug="${slug}"></ak-flow-inspector>
</ak-drawer>
    </body>
</html>
`;
}

/** Any other page, such as that of an address that leads nowhere. */
export function otherPage(title: string): string {
  return `
<!DOCTYPE html>
<html
    lang="en"
    data-theme="light"
    data-theme-choice="auto"
>
    <head>
        <meta charset="UTF-8">
        <title>${text(title)}</title>
    </head>
    <body>
<h1>${text(title)}</h1>
    </body>
</html>
`;
}

const shadyDom = `<script data-id="shady-dom">
    "use strict";

    window.ShadyDOM = window.ShadyDOM || {}
    window.ShadyDOM.force = true
</script>`;

function settings({ locale, config, brand, origin, flow }: FlowPage): string {
  return `<script data-id="authentik-config">
    "use strict";

    window.authentik = {
        locale: "${locale}",
        config: JSON.parse('${escaped(config)}' || "{}"),
        brand: JSON.parse('${escaped(brand)}' || "{}"),
        versionFamily: "2026.5",
        versionSubdomain: "version-2026-5",
        build: "",
        api: {
            base: "${origin}/",
            relBase: "/",
        },
    };
    window.addEventListener("DOMContentLoaded", function () {
    });
</script>
<script data-id="flow-config">
    "use strict";

    window.authentik.flow = {
        "layout": "${flow.layout}",
        "background": "",
        "title": "${scriptText(flow.title ?? "")}",
    };
</script>`;
}

/** JSON in a string of a script, escaped as Django's `escapejs` does. */
function escaped(value: unknown): string {
  return scriptText(JSON.stringify(value));
}

function scriptText(value: string): string {
  return value.replace(
    /[\\'"<>&=\-;`\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
