import { html, type TemplateResult } from "lit";

/**
 * The step's header and the form of the flow, as they are made once and then kept: the two inputs in here live as long as the form does.
 * The server's first response holds the same markup (`src/page/first-form.ts`); a test compares the two.
 *
 * @param action the form's address; nothing is ever sent there, but password managers want one
 */
export function cardTemplate(action: string): TemplateResult {
  return html`<main class="ak-card" id="ak-flow-main" tabindex="-1">
    <header class="ak-step">
      <h1 class="ak-title" tabindex="-1"></h1>
      <p class="ak-intro" id="ak-intro" hidden></p>
    </header>
    <form class="ak-form" method="post" action=${action} novalidate>
      <div class="ak-field ak-identity">
        <img class="ak-avatar" alt="" width="32" height="32" hidden />
        <label for="ak-identifier-input"></label>
        <input type="text" id="ak-identifier-input" name="uidField" autocomplete="username" autocapitalize="none" spellcheck="false" dir="auto" required />
        <a class="ak-not-you" href="" hidden></a>
        <p class="ak-error" id="ak-identifier-error" role="alert" hidden></p>
      </div>
      <div class="ak-field ak-credential">
        <label for="ak-stage-password-input"></label>
        <div class="ak-with-button">
          <input type="password" id="ak-stage-password-input" name="password" autocomplete="current-password" required />
          <button class="ak-reveal" type="button" aria-pressed="false" hidden></button>
        </div>
        <p class="ak-hint" role="status" hidden></p>
        <p class="ak-error" id="ak-password-error" role="alert" hidden></p>
      </div>
    </form>
    <p class="ak-announcer" role="status"></p>
  </main>`;
}
