import type { Hono } from "hono";
import { readForm } from "../http/read-json-body.ts";
import type { AppEnv } from "../http/request-facts.ts";

/** How many used tokens are remembered. */
const memory = 1000;

/**
 * Stands in for a captcha's vendor in the demonstration, which has to work without the internet: a script with Turnstile's interface, and
 * the verification of its tokens. It keeps nobody out.
 */
export function demoCaptchaRoutes(app: Hono<AppEnv>): void {
  const used = new Set<string>();
  app.get("/demo/captcha/api.js", (c) => c.body(script, 200, { "Content-Type": "text/javascript; charset=utf-8" }));
  app.post("/demo/captcha/siteverify", async (c) => {
    const form = await readForm(c.req.raw);
    const token = form.get("response") ?? "";
    const wrong = verdictOf(form.get("secret") ?? "", token, used.has(token));
    if (used.size >= memory) used.clear();
    used.add(token);
    return c.json(wrong ? { success: false, "error-codes": [wrong] } : { success: true, hostname: "demo" });
  });
}

function verdictOf(secret: string, token: string, isUsed: boolean): string | undefined {
  if (secret !== "demo-secret") return "invalid-input-secret";
  if (isUsed) return "timeout-or-duplicate";
  if (token.startsWith("demo-robot.")) return "bad-request";
  return token.startsWith("demo-person.") ? undefined : "invalid-input-response";
}

/** Two buttons, one of which gives a token that is refused. A widget that shows only when it has to passes everybody by itself. */
const script = `"use strict";
globalThis.turnstile = (() => {
  const widgets = new Map();
  const tokenOf = (who) => "demo-" + who + "." + crypto.getRandomValues(new Uint32Array(4)).join("-");
  const button = (text, onClick) => {
    const element = document.createElement("button");
    element.textContent = text;
    element.style.cssText = "font: inherit; padding: 8px 12px; min-height: 44px";
    element.addEventListener("click", onClick);
    return element;
  };
  const show = (id) => {
    const { container, options } = widgets.get(id);
    if (options.appearance === "interaction-only") {
      setTimeout(() => widgets.has(id) && options.callback(tokenOf("person")), 300);
      return;
    }
    const box = document.createElement("div");
    box.lang = "en";
    box.style.cssText = "font: 14px/1.4 system-ui, sans-serif; border: 1px solid; border-radius: 8px; padding: 10px; display: flex; flex-wrap: wrap; gap: 8px; align-items: center";
    box.style.color = options.theme === "dark" ? "#eee" : "#222";
    const give = (who) => {
      box.replaceChildren("Demo captcha: thank you.");
      options.callback(tokenOf(who));
    };
    const label = document.createElement("span");
    label.textContent = "Demo captcha, protects nothing.";
    label.style.flexBasis = "100%";
    box.append(label, button("I am a person", () => give("person")), button("I am a robot", () => give("robot")));
    container.replaceChildren(box);
  };
  const { currentScript } = document;
  const { searchParams } = new URL(currentScript.src);
  currentScript.addEventListener("load", () => globalThis[searchParams.get("onload")]?.());
  return {
    render(target, options) {
      const container = typeof target === "string" ? document.querySelector(target) : target;
      const id = "demo-" + widgets.size;
      widgets.set(id, { container, options });
      show(id);
      return id;
    },
    reset: show,
    remove(id) {
      widgets.get(id)?.container.replaceChildren();
      widgets.delete(id);
    },
  };
})();
`;
