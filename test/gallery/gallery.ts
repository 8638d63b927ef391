/** The list of all states, and those that were chosen. What is chosen stands in the address. */
import { states } from "../fixtures/states.ts";

const [firstComponent = ""] = Object.keys(states);
const nav = find("nav");
const form = find<HTMLFormElement>("form");
const main = find("main");

nav.append(...Object.keys(states).map(menuOf));
nav.addEventListener("click", onChoose);
form.addEventListener("change", onOption);
addEventListener("popstate", show);
show();

function menuOf(component: string): HTMLElement {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = component;
  const names = ["", ...(states[component] ?? []).map(({ name }) => name)];
  details.append(
    summary,
    ...names.map((name) => {
      const link = document.createElement("a");
      link.dataset["state"] = name ? `${component}/${name}` : component;
      link.textContent = name || "all states";
      link.href = addressOf({ show: link.dataset["state"] });
      return link;
    }),
  );
  return details;
}

/** Shows what the address says. */
function show(): void {
  const parameters = new URLSearchParams(location.search);
  const chosen = parameters.get("show") ?? firstComponent;
  for (const input of form.querySelectorAll("input")) {
    const value = parameters.get(input.name);
    if (value !== null) input.checked = input.value === value;
  }
  for (const link of nav.querySelectorAll("a")) {
    const isCurrent = link.dataset["state"] === chosen;
    link.toggleAttribute("aria-current", isCurrent);
    if (isCurrent) link.closest("details")?.setAttribute("open", "");
  }
  const [component = "", name] = chosen.split("/");
  const names = name ? [name] : (states[component] ?? []).map((state) => state.name);
  main.classList.toggle("is-single", names.length === 1);
  main.replaceChildren(...names.map((each) => figureOf(`${component}/${each}`, names.length > 1)));
  document.title = `${chosen} - Gallery`;
}

function figureOf(state: string, isOneOfMany: boolean): HTMLElement {
  const options = new FormData(form);
  const address = new URLSearchParams({ state });
  for (const option of ["theme", "dir", "mode"]) address.set(option, String(options.get(option)));
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  const link = document.createElement("a");
  const frame = document.createElement("iframe");
  frame.src = `frame.html?${address}${isOneOfMany ? "&quiet" : ""}`;
  frame.title = state;
  frame.loading = "lazy";
  frame.width = String(options.get("width"));
  link.href = `frame.html?${address}`;
  link.textContent = state;
  caption.append(link);
  figure.append(caption, frame);
  return figure;
}

function onChoose(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link) return;
  event.preventDefault();
  history.pushState(null, "", addressOf({ show: link.dataset["state"] ?? "" }));
  show();
  main.focus();
}

function onOption(event: Event): void {
  const { name, value } = event.target as HTMLInputElement;
  history.replaceState(null, "", addressOf({ [name]: value }));
  show();
}

/** The address of this page with other parameters. */
function addressOf(changes: Record<string, string>): string {
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) parameters.set(name, value);
  return `?${parameters}`;
}

function find<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}
