/** One state, booted in the order of the real page: in compatibility mode the polyfill comes before the first module of Lit. */
import { challengeResponse, type Answer } from "../fixtures/answers.ts";
import { brand } from "../fixtures/brand.ts";
import { errors, identificationChallenge } from "../fixtures/challenges.ts";
import { ScriptedServer } from "../fixtures/scripted-server.ts";
import { stateAt } from "../fixtures/states.ts";
import { stopClock } from "../support/clock.ts";
import { enter, firstOf, prepare } from "../support/enter-state.ts";
import { until } from "../support/until.ts";

const parameters = new URLSearchParams(location.search);
const state = stateAt(parameters.get("state") ?? "");
const theme = parameters.get("theme");
const root = document.documentElement;
if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
root.dir = parameters.get("dir") ?? "ltr";

/** How long the server thinks about an answer, so that there is time to see the form busy. */
const thinking = 1500;

const again: Answer = async () => {
  await new Promise((resolve) => setTimeout(resolve, thinking));
  const challenge = state.challenge ?? identificationChallenge();
  const response_errors = errors({ non_field_errors: "This is the gallery: no answer is right." });
  return challengeResponse({ ...challenge, response_errors });
};

const server = new ScriptedServer([...(state.answers ?? []), ...Array.from({ length: 100 }, () => again)]);
server.brand = brand();
window.fetch = server.fetch;
if (state.offline) Object.defineProperty(navigator, "onLine", { get: () => false });

// One of many must not take the focus, and the list along with it.
const { focus } = HTMLElement.prototype;
if (parameters.has("quiet")) HTMLElement.prototype.focus = () => {};

if (parameters.get("mode") === "compatibility") await import("../../src/client/platform/compatibility.ts");
const clock = state.after === undefined ? undefined : stopClock();
await import("../../src/client/shell/flow-executor.ts");
const executor = await until(() => document.querySelector("ak-flow-executor"), "the element is there");
prepare(executor);
executor.query = "";
executor.first = firstOf(state);
executor.brand = server.brand;
executor.addEventListener("ak-flow-before-leave", (event) => {
  event.preventDefault();
  say(event.to);
});
addEventListener("click", (event) => {
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
  if (!link || link.matches(".ak-skip")) return;
  event.preventDefault();
  say(link.getAttribute("href") ?? "");
});
executor.slug = "sign-in"; // From here on it runs.

await enter(executor, state, clock);
clock?.start();
await until(() => executor.querySelector("[data-stage]"), "a step shows");
HTMLElement.prototype.focus = focus;
root.dataset["ready"] = "";

function say(address: string): void {
  document.querySelector(".gallery-line")?.remove();
  const line = document.createElement("p");
  line.className = "gallery-line";
  line.setAttribute("role", "status");
  line.textContent = `Would go to ${address}`;
  document.body.append(line);
}
