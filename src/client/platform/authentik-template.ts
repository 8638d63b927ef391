/**
 * Makes authentik's page template (`if/flow.html`) the page that our boot script expects. What it holds for authentik's own interface goes:
 * drawer, inspector, messages and footer are elements that are not defined here, and the executor brings its own.
 */
import type { ServerMessage } from "../../protocol/host-config.ts";

const overlayFolder = /\/static\/dist\/.*/;

document.body.classList.add("ak-page");
document.querySelector("ak-skip-to-content")?.replaceWith(skipLink());
document.querySelector("ak-drawer")?.replaceWith(...document.querySelectorAll("ak-flow-executor"));
for (const element of document.querySelectorAll("ak-message-container, ak-brand-links, ak-flow-inspector"))
  element.remove();

const placeholder = document.querySelector("#ak-placeholder");
placeholder?.replaceChildren();
placeholder?.setAttribute("class", "ak-placeholder");
placeholder?.setAttribute("role", "status");

// People may enlarge the page (WCAG 1.4.4); the template's own value keeps them from it.
document
  .querySelector("meta[name=viewport]")
  ?.setAttribute(
    "content",
    "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content",
  );

// Messages come with the end of the page, before there is anybody to show them.
const messages: ServerMessage[] = [];
addEventListener("ak-message", (event) => {
  if (event instanceof CustomEvent) messages.push(event.detail as ServerMessage);
});

// The captchas' document is beside this script.
const path = new URL(import.meta.url).pathname.replace(overlayFolder, "/static/dist/flow/captcha/frame.html");
window.authentik = { ...window.authentik, captchaPath: path, messages };

function skipLink(): HTMLAnchorElement {
  const link = document.createElement("a");
  link.className = "ak-skip";
  link.href = "#ak-flow-main";
  link.textContent = "Skip to the form";
  return link;
}
