import { expect } from "@open-wc/testing";
import { ThemeEditor } from "../../gallery/theme-editor.ts";
import { themeValues } from "../../gallery/theme-values.ts";
import tokens from "../../../src/client/ui/styles/tokens.css?inline";
import { fillIn } from "../../support/person.ts";

const standard = themeValues(tokens);

function mounted(): { root: HTMLElement; editor: ThemeEditor; made: string[] } {
  const root = document.createElement("div");
  const made: string[] = [];
  document.body.append(root);
  const editor = new ThemeEditor(root, standard, (css) => made.push(css));
  return { root, editor, made };
}

function field(root: HTMLElement, label: string): HTMLInputElement {
  const found = root.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`);
  if (!found) throw new Error(`no field ${label}`);
  return found;
}

it("the theme editor makes a stylesheet of what is typed, and says what cannot be read", () => {
  const { root, editor, made } = mounted();
  const status = (): string => root.querySelector("[role=status]")?.textContent ?? "";
  editor.load(standard);
  expect(status()).to.equal("All can be read.");
  expect(root.querySelectorAll("tbody tr").length).to.equal(12);
  expect(field(root, "accent, light, from a picture of colours").value).to.match(/^#[\da-f]{6}$/);

  fillIn(field(root, "muted, light"), "#bbb");
  expect(status()).to.equal("2 cannot be read well enough.");
  expect(made.at(-1)).to.contain("--ak-muted: light-dark(#bbb, oklch(0.75 0.015 265));");
  expect(root.querySelector("textarea")?.value).to.equal(made.at(-1));
  fillIn(field(root, "muted, light, from a picture of colours"), "#333333");
  expect(status()).to.equal("All can be read.");
  expect(made.at(-1)).to.contain("light-dark(#333333, ");

  const count = made.length;
  fillIn(field(root, "radius"), "0; color: red");
  expect(status()).to.contain("radius is not one value");
  expect(made.length).to.equal(count);
  root.remove();
});
