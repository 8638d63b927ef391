/** A theme on twelve states at once, while it is being made. */
import compact from "../../src/package/themes/compact.css?inline";
import highContrast from "../../src/package/themes/high-contrast.css?inline";
import northwind from "../../src/package/themes/northwind.css?inline";
import tokens from "../../src/client/ui/styles/tokens.css?inline";
import { ThemeEditor } from "./theme-editor.ts";
import { themeValues } from "./theme-values.ts";

const shown = [
  "ak-stage-identification/everything",
  "ak-stage-identification/unknown-name",
  "ak-stage-password/wrong-password",
  "ak-stage-authenticator-validate/list",
  "ak-stage-authenticator-validate/wrong-code",
  "ak-stage-authenticator-totp/plain",
  "ak-stage-authenticator-static/plain",
  "ak-stage-prompt/every-field",
  "ak-stage-consent/plain",
  "ak-stage-email/sent-again",
  "ak-stage-access-denied/with-reason",
  "problem/unavailable",
];

const standard = themeValues(tokens);
const themes: Readonly<Record<string, string>> = { compact, northwind, "high-contrast": highContrast };
const form = document.querySelector("form");
const main = document.querySelector("main");
const nav = document.querySelector("nav");
if (!form || !main || !nav) throw new Error("the page has lost its parts");

/** What the chosen theme has beside its tokens, such as paddings, and after it what the editor says. */
let css = "";
const frames = shown.map((state) => {
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  const frame = document.createElement("iframe");
  caption.textContent = state;
  frame.title = state;
  frame.src = `frame.html?${new URLSearchParams({ state })}&quiet`;
  frame.width = "400";
  frame.addEventListener("load", () => dress(frame));
  figure.append(caption, frame);
  main.append(figure);
  return frame;
});

const editor = new ThemeEditor(nav, standard, (made) => {
  css = `${themes[option("start")] ?? ""}\n${made}`;
  frames.forEach(dress);
});
editor.load(standard);

form.addEventListener("change", ({ target }) => {
  const { name, value } = target as HTMLInputElement;
  if (name === "start") editor.load({ ...standard, ...themeValues(themes[value] ?? "") });
  else frames.forEach(dress);
});

function dress({ contentDocument }: HTMLIFrameElement): void {
  const head = contentDocument?.head;
  if (!contentDocument || !head) return;
  contentDocument.documentElement.dataset["theme"] = option("scheme");
  let style = head.querySelector<HTMLStyleElement>("style[data-theme-editor]");
  if (!style) {
    style = contentDocument.createElement("style");
    style.dataset["themeEditor"] = "";
    head.append(style);
  }
  style.textContent = css;
}

function option(name: string): string {
  return String(new FormData(form ?? undefined).get(name));
}
