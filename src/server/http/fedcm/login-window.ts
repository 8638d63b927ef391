import type { Context } from "hono";
import { html, trustedHtml } from "../../../page/html.ts";
import { showPage, visitAccount } from "../account/account-visit.ts";
import type { AppEnv } from "../request-facts.ts";
import type { RoutesContext } from "../routes-context.ts";

/** What browsers open where nobody is signed in (`login_url`), and where sign-in ends there. */
export const loginPath = "/fedcm/login";

const script = `window.IdentityProvider?.close?.();`;

/**
 * Signs somebody in, and has the browser close the window then and go on with what the site asked for (FedCM, `IdentityProvider.close()`). Where
 * it does not, the page says that it can be closed.
 */
export function loginWindow(routes: RoutesContext, c: Context<AppEnv>): Promise<Response> {
  return visitAccount(routes, c, (visit) =>
    showPage(visit, visit.text("You are signed in"), (nonce) => {
      const { text } = visit;
      return html`<div class="account"><div><h1>${text("You are signed in")}</h1><p class="muted">${text("You can close this window and go on where you were.")}</p></div></div>
<script nonce="${nonce}">${trustedHtml(script)}</script>`;
    }),
  );
}
