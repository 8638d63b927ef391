import { fillIn } from "./person.ts";
import type { Screen } from "./screen.ts";

/** Something plausible for each kind of field. */
const samples: Readonly<Record<string, string>> = {
  email: "ada@northwind.example",
  tel: "+46701234567",
  number: "42",
  date: "2026-01-02",
  "datetime-local": "2026-01-02T03:04",
  password: "correct horse battery",
};

/** Fills in every field that can be: ticks, chooses, types, picks files. */
export function fillInAll(screen: Screen): void {
  for (const field of screen.fields) {
    if (field.readOnly || field.disabled) continue;
    if (field.matches("select")) chooseLast(field);
    else if (field.type === "checkbox") field.checked || field.click();
    else if (field.type === "radio") field.click();
    else if (field.type === "file") pickFile(field);
    else fillIn(field, samples[field.type] ?? (field.inputMode === "numeric" ? "123456" : "ada"));
  }
}

function chooseLast(field: HTMLElement): void {
  const select = field as HTMLSelectElement;
  select.selectedIndex = select.options.length - 1;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function pickFile(field: HTMLInputElement): void {
  const files = new DataTransfer();
  files.items.add(new File(["hello"], "hello.txt", { type: "text/plain" }));
  field.files = files.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
