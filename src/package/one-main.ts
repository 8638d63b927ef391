import { emptyCard, FlowCard } from "../client/shell/flow-card.ts";

/** Makes a card that is the page's main part only where the page has none: elsewhere it is a region by the name of its step. */
export function makeCard(page: Document): FlowCard {
  const main = emptyCard();
  if (!page.querySelector("main, [role=main]")) return new FlowCard(main);
  const section = page.createElement("section");
  for (const { name, value } of main.attributes) section.setAttribute(name, value);
  section.append(...main.childNodes);
  const title = section.querySelector(".ak-title");
  if (title) title.id = "ak-title";
  section.setAttribute("aria-labelledby", "ak-title");
  return new FlowCard(section);
}
