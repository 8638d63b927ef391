import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { demoPassword, sentMessages, TestBrowser } from "./test-app.ts";

export const signIn = "default-authentication-flow";
export const recovery = "account-recovery";
export const enrolment = "account-sign-up";

/** The slug and the query of the link in the newest message; empty where there is none. */
export async function mailedLink(app: FlowApp): Promise<{ slug: string; query: string; origin: string }> {
  const text = (await sentMessages(app))[0]?.body ?? "";
  const [, origin = "", slug = "", query = ""] = /(https?:\/\/[^/\s]+)\/if\/flow\/([^/]+)\/\?(\S+)/.exec(text) ?? [];
  return { slug, query, origin };
}

/** What somebody is told who tries a password, in a browser of their own. */
export async function tryPassword(app: FlowApp, name: string, password = demoPassword, flow = signIn): Promise<string> {
  const browser = new TestBrowser(app);
  await browser.post(flow, { uid_field: name });
  return said(browser, flow, { password });
}

/** The first error that an answer got, or the step that it led to. */
export async function said(browser: TestBrowser, flow: string, body: unknown, query = ""): Promise<string> {
  const answer = await browser.post(flow, body, query);
  const errors = "response_errors" in answer ? Object.values(answer.response_errors ?? {}) : [];
  return errors[0]?.[0]?.string ?? answer.component;
}

/** Who a browser is signed in as: the heading of their page, `undefined` for nobody. */
export async function signedInAs(browser: TestBrowser): Promise<string | undefined> {
  const page = await browser.request("/if/user/");
  return page.status === 200 ? /<h1><bdi>([^<]*)<\/bdi><\/h1>/.exec(await page.text())?.[1] : undefined;
}

export function hashOf(app: FlowApp, name: string): string | null {
  const user = app.store.users.findByUsername(name);
  if (!user) throw new Error(`nobody is called ${name}`);
  return app.store.users.passwordHash(user.pk);
}

/** The server as clients at an address reach it, who may be proxies. */
export function reachedFrom(app: FlowApp, remoteAddress: string): Pick<FlowApp, "fetch"> {
  const connection = { incoming: { httpVersion: "1.1", socket: { remoteAddress } } };
  return { fetch: (request) => app.fetch(request, connection) };
}
