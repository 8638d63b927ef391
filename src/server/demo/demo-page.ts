import type { Context, Hono } from "hono";
import { html, type Html } from "../../page/html.ts";
import { plainPage } from "../../page/plain-page.ts";
import type { LinkGroup, PageLink } from "../http/link-group.ts";
import { newNonce, pageResponse } from "../http/page-response.ts";
import { type PageWords, pageWords } from "../http/page-words.ts";
import type { AppEnv } from "../http/request-facts.ts";
import { byMethod, type RoutesContext, visitLocale } from "../http/routes-context.ts";
import { existingFlows } from "./existing-flows.ts";

/** Where the list of the demonstration's flows is. */
export const demoPath = "/demo/";

/** `/demo/`: the flows that there are to see. */
export function demoPage(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all(
    demoPath,
    byMethod({
      GET: (c) => {
        const nonce = newNonce();
        const words = demoWords(routes, c);
        const { text, locale } = words;
        const body = content(existingFlows(routes.services.store), words);
        const page = plainPage(text("Demonstration"), body, nonce, { locale });
        return pageResponse(c, page, nonce, routes.pages);
      },
    }),
  );
}

/** The words of a page that is the same for everybody, signed in or not. */
export function demoWords(routes: RoutesContext, c: Context<AppEnv>): PageWords {
  return pageWords(visitLocale(routes, c, { user: null }, new URL(c.req.url).search.slice(1)));
}

function content(groups: readonly LinkGroup[], { text }: PageWords): Html {
  const entry = ({ path, shows }: PageLink): Html =>
    html`<li><a href="${path}">${text(shows)}<code dir="ltr">${path}</code></a></li>\n`;
  return html`<div class="account"><div><h1>${text("Demonstration")}</h1><p class="muted">${text("Every flow that comes along, to look at.")}</p></div>
<a class="button" href="/if/user/">${text("Your account")}</a></div>
${groups.map(({ title, links }) => html`<h2>${text(title)}</h2>\n<ul>\n${links.map(entry)}</ul>\n`)}`;
}
