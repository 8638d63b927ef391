import type { Hono } from "hono";
import { sentence } from "../../protocol/locales/words.ts";
import type { Extension, Seed } from "../http/extension.ts";
import type { AppEnv } from "../http/request-facts.ts";
import type { RoutesContext } from "../http/routes-context.ts";
import { demoApplicationRoutes } from "./application-routes.ts";
import { demoCaptchaRoutes } from "./captcha-routes.ts";
import { seedDemo } from "./demo-accounts.ts";
import { demoPage, demoPath } from "./demo-page.ts";
import { demoProviderRoutes } from "./provider-routes.ts";

/** Accounts and flows to look at, and what stands in for applications, providers and captcha vendors. */
export class Demonstration implements Extension {
  readonly links = [{ path: demoPath, shows: sentence("Demonstration: all flows to look at") }];
  readonly #password: string | undefined;
  #madeUpPassword: string | undefined;

  /** @param password of the accounts; without one theirs stays, or is made up at the first start */
  constructor(password?: string) {
    this.#password = password;
  }

  /** The password that was made up for the accounts just now. */
  get madeUpPassword(): string | undefined {
    return this.#madeUpPassword;
  }

  seed(seed: Seed): void {
    this.#madeUpPassword = seedDemo(seed, this.#password);
  }

  routes(app: Hono<AppEnv>, context: RoutesContext): void {
    demoPage(app, context);
    demoProviderRoutes(app, context);
    demoApplicationRoutes(app, context);
    demoCaptchaRoutes(app);
  }
}
