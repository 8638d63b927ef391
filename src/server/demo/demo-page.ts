import type { Hono } from "hono";
import { html, type Html } from "../../page/html.ts";
import { plainPage } from "../../page/plain-page.ts";
import type { LinkGroup, PageLink } from "../http/link-group.ts";
import { newNonce, pageResponse } from "../http/page-response.ts";
import type { AppEnv } from "../http/request-facts.ts";
import { byMethod, type RoutesContext } from "../http/routes-context.ts";
import { existingFlows } from "./existing-flows.ts";

/** Where the list of the demonstration's flows is. */
export const demoPath = "/demo/";

/** `/demo/`: the flows that there are to see. */
export function demoPage(app: Hono<AppEnv>, { pages, services }: RoutesContext): void {
  app.all(
    demoPath,
    byMethod({
      GET: (c) => {
        const nonce = newNonce();
        return pageResponse(c, plainPage("Demonstration", content(existingFlows(services.store)), nonce), nonce, pages);
      },
    }),
  );
}

function content(groups: readonly LinkGroup[]): Html {
  return html`<div class="account"><div><h1>Demonstration</h1><p class="muted">Every flow that comes along, to look at.</p></div>
<a class="button" href="/if/user/">Your account</a></div>
${groups.map(({ title, links }) => html`<h2>${title}</h2>\n<ul>\n${links.map(entry)}</ul>\n`)}`;
}

function entry({ path, shows }: PageLink): Html {
  return html`<li><a href="${path}">${shows}<code>${path}</code></a></li>\n`;
}
