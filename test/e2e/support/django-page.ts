import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A page that a view of Django makes. */
export interface DjangoView {
  /** Where the template is, and its name in it. */
  readonly folder: string;
  readonly template: string;
  /** Path and query of the page. */
  readonly address: string;
  readonly context: Readonly<Record<string, string>>;
}

const script = fileURLToPath(new URL("django-page.py", import.meta.url));
/** Debian's own comes first where another Python is installed beside it. */
const interpreters = ["/usr/bin/python3", "python3"];

/** The page as Django makes it; `undefined` where there is no Python that has Django. @throws {Error} for a template that it cannot render */
export function djangoPage({ folder, template, address, context }: DjangoView): string | undefined {
  const python = interpreters.find((name) => spawnSync(name, ["-c", "import django"]).status === 0);
  if (python === undefined) return undefined;
  const given = [script, folder, template, address, JSON.stringify(context)];
  const { status, stdout, stderr } = spawnSync(python, given, { encoding: "utf8" });
  if (status !== 0) throw new Error(`Django does not render ${template}: ${stderr}`);
  return stdout;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

/** The same from a stand-in that knows what the example uses of Django's templates, and escapes as Django does. */
export function likeDjango({ folder, template, address, context }: DjangoView): string {
  const query = new URL(address, "http://site.test").searchParams.toString();
  const values: Readonly<Record<string, string>> = {
    LANGUAGE_CODE: "en-us",
    "request.GET.urlencode": query,
    ...context,
  };
  return readFileSync(join(folder, template), "utf8")
    .replace(/\{% load \w+ %\}/g, "")
    .replace(/\{% static '([\w/.-]+)' %\}/g, "/static/$1")
    .replace(/\{\{ ([\w.]+) \}\}/g, (_, name: string) =>
      (values[name] ?? "").replace(/[&<>"']/g, (letter) => escapes[letter] ?? ""),
    );
}
