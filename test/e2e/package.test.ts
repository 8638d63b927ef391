/** The package as npm packs it, in projects of somebody else's: types, builds, and a sign-in with a second factor in a browser. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import type { Page } from "playwright-core";
import { publint } from "publint";
import ts from "typescript";
import { ensureFreshPackage } from "../../tools/fresh-package.ts";
import { fixtures } from "../kit/fixtures.ts";
import { mockFlow } from "../kit/mock-flow.ts";
import type * as Testing from "../kit/testing.ts";
import { withMfa } from "../support/with-mfa.ts";
import { buildProjects } from "./support/build-projects.ts";
import { djangoPage, type DjangoView, likeDjango } from "./support/django-page.ts";
import { type ExampleSite, exampleSite } from "./support/example-site.ts";
import { type InstalledPackage, installPackage } from "./support/installed-package.ts";
import { setUpBrowser } from "./support/set-up.ts";
import { violations } from "./support/visit.ts";

/** What INTEGRATING.md says for pages of one's own, with the policies that their libraries ask for. */
const policy = (trusted: string): string =>
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; form-action 'self' https:; " +
  `base-uri 'none'; require-trusted-types-for 'script'; trusted-types ${trusted}`;
const account = { username: "ada", password: "a password of ada's", totp: true };

let installed: InstalledPackage;
let site: ExampleSite;
let executor: Testing.TestExecutor;
const visit = setUpBrowser();

before(async () => {
  ensureFreshPackage();
  installed = installPackage();
  const { project, folder } = installed;
  const testing = pathToFileURL(join(folder, "dist/server/testing.js")).href;
  const { createTestExecutor } = (await import(testing)) as typeof Testing;
  executor = await createTestExecutor(withMfa);
  executor.addAccount(account);
  // A page without a build: the script as it is, and beside it a Lit that the page has brought along.
  const integrity = JSON.parse(readFileSync(join(folder, "dist/package/integrity.json"), "utf8")) as Record<
    string,
    string
  >;
  const plain = readFileSync(join(project, "plain.html"), "utf8");
  const page = plain
    .replace("INTEGRITY", integrity["flow.min.js"] ?? "")
    .replace("<script", '<script type="module" src="/lit.js"></script><script');
  writeFileSync(join(project, "plain.html"), page);
  // As `collectstatic` would have put them.
  mkdirSync(join(project, "static"));
  symlinkSync(join(folder, "dist/package"), join(project, "static/flow-interface"));
  copyFileSync(join(project, "plain.js"), join(project, "static/plain.js"));
  const view = signInView();
  writeFileSync(join(project, "django.html"), djangoPage(view) ?? likeDjango(view));
  await buildProjects(project);
  const folders = [join(project, "dist"), project, join(folder, "dist/package"), join(project, "sveltekit/build")];
  site = await exampleSite(folders, await executor.listen(), {
    "/plain.html": policy("flow-interface lit-html"),
    "/vite.html": policy("lit-html dompurify"),
    "/react.html": policy("lit-html dompurify"),
    "/vue.html": policy("lit-html dompurify vue"),
    "/svelte.html": policy("lit-html dompurify svelte-trusted-html"),
    "/django.html": policy("flow-interface"),
  });
});

after(async () => {
  site.close();
  await executor.close();
  installed.remove();
});

function signInView(address = "/sign-in/?next=/app"): DjangoView {
  const context = { flow_slug: "with-mfa", site_name: "Here & there" };
  return { folder: join(installed.project, "django"), template: "sign_in.html", address, context };
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Username").fill(account.username);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Enter your password" }).waitFor();
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.keyboard.press("Enter");
  await page.getByLabel(/code/i).first().fill(executor.totp(account.username));
  await page.keyboard.press("Enter");
  await page.getByText("Signed in, on to /app").waitFor();
  executor.advance({ seconds: 30 }); // A code is good once.
}

for (const address of ["plain.html", "vite.html", "react.html", "vue.html", "svelte.html", "sign-in", "django.html"]) {
  const name = address === "sign-in" ? "SvelteKit" : address.replace(".html", "");
  test(`${name}: somebody signs in with a second factor, under the policy, and nothing is loaded before it is needed`, () =>
    visit(async ({ page }) => {
      const scripts: string[] = [];
      page.on("response", async (response) => {
        if (response.url().endsWith(".js")) scripts.push(await response.text().catch(() => ""));
      });
      await page.goto(`${site.origin}/${address}?next=/app`);
      await page.getByLabel("Username").waitFor();
      const early = scripts.filter((text) => /"ak-stage-(consent|authenticator-validate|prompt)",\s*\w+\)/.test(text));
      assert.deepEqual(early, []);
      await signIn(page);
    }));
}

test("Django makes of the template what the stand-in makes of it, whatever the query holds", (t) => {
  const view = signInView(`/sign-in/?${new URLSearchParams({ next: "/app", q: `"><script>'&` })}`);
  const page = djangoPage(view);
  if (page === undefined) return t.skip("no Python here has Django: the page was made by the stand-in");
  assert.equal(page, likeDjango(view));
});

test("a stage of one's own shows errors, offers another try, and is accessible", () =>
  visit(async ({ page, expectConsole }) => {
    expectConsole(/status of 503/);
    const terms = { component: "acme-terms", version: "7" };
    const flow = mockFlow([terms, fixtures["xak-flow-redirect"]({ to: "/app" })]);
    await page.route("**/api/v3/**", flow.route);
    await page.goto(`${site.origin}/vite.html`);
    await page.getByRole("heading", { name: "Our terms" }).waitFor();
    assert.deepEqual(await violations(page), []);
    flow.rejectNext({ initials: "Two letters, please." });
    const initials = page.getByRole("textbox", { name: "Your initials" });
    await initials.fill("A");
    await page.keyboard.press("Enter");
    await page.getByText("Two letters, please.").waitFor();
    assert.equal(await initials.getAttribute("aria-invalid"), "true");
    flow.failNext(503);
    await initials.fill("AL");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Signed in, on to /app").waitFor();
    assert.deepEqual(flow.answers, [{ initials: "A" }, { initials: "AL" }]);
    const source = readFileSync(join(installed.project, "terms-stage.ts"), "utf8");
    assert.ok(source.trimEnd().split("\n").length <= 40);
  }));

describe("the package", () => {
  test("is put together as npm, bundlers and Node want it", async () => {
    const { messages } = await publint({ pkgDir: installed.folder, strict: true, pack: false });
    assert.deepEqual(
      messages.map(({ code, path }) => `${code} ${path.join(".")}`),
      [],
    );
  });

  test("has types that every way of resolving modules finds", async () => {
    const packed = createPackageFromTarballData(new Uint8Array(readFileSync(installed.tarball)));
    const result = await checkPackage(packed, { excludeEntrypoints: [/css|json|\.min\.js/] });
    assert.ok(result.types);
    // It is of modules only: `require()` of Node 20.19 takes those, and resolution from before exports is nobody's any more.
    const problems = result.problems.filter((problem) => {
      const kind = "resolutionKind" in problem ? problem.resolutionKind : undefined;
      return kind !== "node10" && kind !== "node16-cjs";
    });
    assert.deepEqual(problems, []);
  });

  test("has types that compile without our settings", () => {
    const { project } = installed;
    const files = readdirSync(project).filter((name) => /^(?!vite\.config).*\.tsx?$/.test(name));
    const program = ts.createProgram(
      files.map((name) => join(project, name)),
      {
        strict: true,
        noEmit: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        allowImportingTsExtensions: true,
        jsx: ts.JsxEmit.ReactJSX,
        types: [],
        lib: [
          "lib.es2023.d.ts",
          "lib.dom.d.ts",
          "lib.dom.iterable.d.ts",
          "lib.dom.asynciterable.d.ts",
          "lib.esnext.disposable.d.ts",
        ],
      },
    );
    // What others ship is theirs to check.
    const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(project));
    assert.ok(
      ours.some(({ fileName }) => fileName.endsWith("flow-interface/dist/package/types/src/package/define.d.ts")),
    );
    const faults = [program.getOptionsDiagnostics(), ...ours.map((file) => ts.getPreEmitDiagnostics(program, file))]
      .flat()
      .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
    assert.deepEqual(faults, []);
  });

  test("is imported without effect, also where there is no page", async () => {
    const folder = join(installed.folder, "dist/package");
    for (const entry of ["define", "react", "session", "stage", "vue", "testing-browser"])
      await import(pathToFileURL(join(folder, `${entry}.js`)).href);
    for (const [file, hash] of Object.entries(
      JSON.parse(readFileSync(join(folder, "integrity.json"), "utf8")) as Record<string, string>,
    ))
      assert.equal(
        hash,
        `sha384-${createHash("sha384")
          .update(readFileSync(join(folder, file)))
          .digest("base64")}`,
        file,
      );
  });

  test("brings a test kit that Vitest runs", () => {
    const vitest = join(installed.project, "node_modules/vitest/vitest.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, "run", "--root", installed.project], {
      encoding: "utf8",
      env: { ...process.env, CI: "true", NO_COLOR: "1" },
    });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /Tests {2}2 passed/);
  });

  test("brings licences and manifest, and neither sources nor tests", () => {
    assert.deepEqual(
      readdirSync(installed.folder).sort(),
      ["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json"].filter((name) => name !== "CHANGELOG.md"),
    );
    for (const name of [
      "custom-elements.json",
      "styles.css",
      "THIRD-PARTY-NOTICES.txt",
      "themes/high-contrast.css",
      "themes/default.css",
    ])
      assert.ok(readFileSync(join(installed.folder, "dist/package", name)).length > 0, name);
  });
});
