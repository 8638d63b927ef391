import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { Configuration, CoreApi, FlowsApi, ManagedApi, RootApi } from "@goauthentik/api";
import { createApp, type FlowApp } from "../../../src/server/http/create-app.ts";
import { Demonstration } from "../../../src/server/demo/demonstration.ts";
import { listen } from "../../../src/server/http/listen.ts";

export const demoPassword = "correct horse";

/** `fetch` with a cookie jar; follows redirects itself, because Node's fetch keeps no cookies on the way. */
function fetchWithCookies(jar: Map<string, string>): typeof fetch {
  return async (input, init) => {
    let url = new URL(String(input));
    let options = { ...init };
    for (;;) {
      const headers = new Headers(options.headers);
      headers.set("cookie", [...jar].map((pair) => pair.join("=")).join("; "));
      headers.set("x-authentik-csrf", jar.get("authentik_csrf") ?? "");
      const response = await fetch(url, { ...options, headers, redirect: "manual" });
      for (const line of response.headers.getSetCookie()) {
        const [name = "", value = ""] = line.split(";")[0]?.split("=") ?? [];
        jar.set(name, value);
      }
      const location = response.headers.get("location");
      if (location === null) return response;
      url = new URL(location, url);
      options = {};
    }
  };
}

/** What a test talks to. */
export interface Served {
  readonly flows: FlowsApi;
  readonly core: CoreApi;
  readonly root: RootApi;
  readonly managed: ManagedApi;
  readonly jar: Map<string, string>;
  readonly app: FlowApp;
  /** The client of another browser. */
  another(): FlowsApi;
}

/** The server behind a real connection, and the clients that authentik publishes for it. */
export async function serve(t: TestContext): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "flow-"));
  const app = createApp({ dataDir: folder, extension: new Demonstration(demoPassword) });
  const server = await listen(app, "127.0.0.1", 0);
  t.after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const jar = new Map<string, string>();
  const basePath = `http://127.0.0.1:${server.port}/api/v3`;
  const configurationFor = (cookies: Map<string, string>): Configuration =>
    new Configuration({ basePath, fetchApi: fetchWithCookies(cookies) });
  const configuration = configurationFor(jar);
  return {
    flows: new FlowsApi(configuration),
    core: new CoreApi(configuration),
    root: new RootApi(configuration),
    managed: new ManagedApi(configuration),
    jar,
    app,
    another: () => new FlowsApi(configurationFor(new Map())),
  };
}
