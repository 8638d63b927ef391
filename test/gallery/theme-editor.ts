/** A form with what a theme can set, the contrast of what is seen together, and the stylesheet to copy. */
import { html, render } from "lit";
import { themeCss, themeProperties, type ThemeTokens } from "../../src/package/theme.ts";
import { contrast, painted } from "../support/colours.ts";
import { themePairs } from "../support/theme-pairs.ts";

type Scheme = "light" | "dark";
type Name = keyof ThemeTokens;

const names = Object.keys(themeProperties) as Name[];
const notColours: ReadonlySet<Name> = new Set(["background", "blockSize", "font", "radius"]);

/** Builds the editor in an element. */
export class ThemeEditor {
  readonly #root: HTMLElement;
  readonly #onChange: (css: string) => void;
  readonly #probe = document.createElement("span");
  /** What the element has by itself. */
  readonly #standard: ThemeTokens;

  /** @param onChange told of the stylesheet, each time that it is another one */
  constructor(root: HTMLElement, standard: ThemeTokens, onChange: (css: string) => void) {
    this.#root = root;
    this.#standard = standard;
    this.#onChange = onChange;
    render(
      html`<form aria-label="Tokens"></form>
      <table><caption>Contrast</caption><thead><tr><th scope="col">what on what</th><th scope="col">light</th><th scope="col">dark</th></tr></thead><tbody></tbody></table>
      <p role="status"></p>
      <label>Stylesheet <textarea readonly rows="12" spellcheck="false"></textarea></label>
      <p><button type="button">Copy</button> <output></output></p>`,
      root,
    );
    this.#find("form").append(...names.flatMap((name) => fieldsOf(name)));
    root.append(this.#probe);
    this.#find("form").addEventListener("input", (event) => this.#onInput(event));
    this.#find("button").addEventListener("click", () => void this.#copy());
  }

  /** Shows a theme. */
  load(tokens: ThemeTokens): void {
    for (const input of this.#inputs) {
      const { name, scheme } = partsOf(input);
      const value = tokens[name];
      input.value = value === undefined ? "" : typeof value === "string" ? value : value[scheme ?? "light"];
    }
    this.#show();
  }

  /** The theme as it is now. */
  get tokens(): ThemeTokens {
    const found: Partial<Record<Name, ThemeTokens[Name]>> = {};
    for (const name of names) {
      const [light = "", dark = ""] = this.#inputs
        .filter((input) => partsOf(input).name === name)
        .map(({ value }) => value.trim());
      if (notColours.has(name)) {
        if (light) found[name] = light;
      } else if (light || dark) found[name] = light === dark ? light : { light: light || dark, dark: dark || light };
    }
    return found as ThemeTokens;
  }

  get #inputs(): HTMLInputElement[] {
    return [...this.#root.querySelectorAll<HTMLInputElement>("input[name]")];
  }

  #onInput({ target }: Event): void {
    // The picker beside a field writes into it.
    if (target instanceof HTMLInputElement && target.type === "color") {
      const field = target.nextElementSibling;
      if (field instanceof HTMLInputElement) field.value = target.value;
    }
    this.#show();
  }

  #show(): void {
    const status = this.#find("[role=status]");
    let css: string;
    try {
      css = themeCss(this.tokens);
    } catch (error) {
      status.textContent = String(error);
      return;
    }
    this.#find<HTMLTextAreaElement>("textarea").value = css;
    const rows = themePairs.map(({ front, behind, least }) => {
      const cells = (["light", "dark"] as const).map((scheme) => {
        const ratio = contrast(painted(this.#colour(behind, scheme)), painted(this.#colour(front, scheme)));
        const cell = document.createElement("td");
        const isEnough = ratio >= least;
        cell.textContent = `${isEnough ? "" : "✗ "}${ratio.toFixed(1)}`;
        cell.title = `at least ${least}`;
        cell.classList.toggle("is-faint", !isEnough);
        return cell;
      });
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = `${front} on ${behind}`;
      row.append(head, ...cells);
      return row;
    });
    this.#find("tbody").replaceChildren(...rows);
    const faint = this.#root.querySelectorAll(".is-faint").length;
    status.textContent = faint === 0 ? "All can be read." : `${faint} cannot be read well enough.`;
    for (const input of this.#inputs) this.#paintPicker(input);
    this.#onChange(css);
  }

  /** A colour as it is painted. */
  #colour(name: Name, scheme: Scheme): string {
    const value = this.tokens[name] ?? this.#standard[name] ?? "";
    const text = typeof value === "string" ? value : value[scheme];
    const other = /^var\(--ak-([\w-]+)\)$/.exec(text)?.[1];
    if (other) {
      const same = names.find((each) => themeProperties[each] === `--ak-${other}`);
      if (same && same !== name) return this.#colour(same, scheme);
    }
    this.#probe.style.colorScheme = scheme;
    this.#probe.style.color = "";
    this.#probe.style.color = text;
    return getComputedStyle(this.#probe).color;
  }

  #paintPicker(input: HTMLInputElement): void {
    const picker = input.previousElementSibling;
    const { name, scheme } = partsOf(input);
    if (!(picker instanceof HTMLInputElement) || !scheme) return;
    const hex = painted(this.#colour(name, scheme)).map((part) => part.toString(16).padStart(2, "0"));
    picker.value = `#${hex.join("")}`;
  }

  async #copy(): Promise<void> {
    const area = this.#find<HTMLTextAreaElement>("textarea");
    await navigator.clipboard.writeText(area.value);
    this.#find("output").textContent = "Copied.";
  }

  #find<E extends HTMLElement>(selector: string): E {
    const found = this.#root.querySelector<E>(selector);
    if (!found) throw new Error(`the editor has no ${selector}`);
    return found;
  }
}

function fieldsOf(name: Name): HTMLElement[] {
  const group = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = name;
  group.append(legend);
  for (const scheme of notColours.has(name) ? [undefined] : (["light", "dark"] as const)) {
    const field = document.createElement("input");
    field.name = scheme ? `${name}.${scheme}` : name;
    field.setAttribute("aria-label", scheme ? `${name}, ${scheme}` : name);
    field.spellcheck = false;
    if (scheme) {
      const picker = document.createElement("input");
      picker.type = "color";
      picker.setAttribute("aria-label", `${name}, ${scheme}, from a picture of colours`);
      group.append(picker);
    }
    group.append(field);
  }
  return [group];
}

function partsOf({ name }: HTMLInputElement): { name: Name; scheme: Scheme | undefined } {
  const [token = "", scheme] = name.split(".");
  return { name: token as Name, scheme: scheme as Scheme | undefined };
}
