import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "node:test";
import { builtInterface } from "../../../../src/edge/built-interface.ts";
import { type Gateway, startGateway } from "../../../../src/gateway/gateway.ts";
import type { LogLine } from "../../../../src/gateway/log.ts";
import { readGatewaySettings } from "../../../../src/gateway/settings.ts";
import type { Brand, Challenge, ServerConfig } from "../../../../src/protocol/challenges.ts";
import { type HostConfig, hostConfigId } from "../../../../src/protocol/host-config.ts";
import { flowPage } from "../../../replay/flow-page.ts";
import { FakeUpstream, type Handler } from "../../../support/fake-upstream.ts";

/** What the build makes, as far as pages need it. */
const page = `<!doctype html><html lang="en"><head><title>Sign in</title></head><body><a class="ak-skip" href="#ak-flow-main">Skip to the form</a><ak-flow-executor></ak-flow-executor><script type="module">import("/static/flow/app.js")</script></body></html>`;

/** A gateway in this process, with an upstream of a few lines behind it. */
export interface RunningGateway extends Gateway {
  readonly origin: string;
  readonly upstream: FakeUpstream;
  readonly lines: readonly LogLine[];
  stop(): Promise<void>;
}

const running: RunningGateway[] = [];

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

/** Starts one for the test that asks; it is stopped after it. */
export async function start(
  handler?: Handler,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningGateway> {
  const folder = mkdtempSync(join(tmpdir(), "gateway-"));
  mkdirSync(join(folder, "static/flow"), { recursive: true });
  mkdirSync(join(folder, "static/captcha"), { recursive: true });
  writeFileSync(join(folder, "index.html"), page);
  writeFileSync(join(folder, "static/flow/app.js"), "// the app");
  writeFileSync(join(folder, "static/flow/compatibility-1.js"), "// the polyfill");
  writeFileSync(join(folder, "static/captcha/frame.html"), "<!doctype html><title>captcha</title>");
  const upstream = await FakeUpstream.start(handler);
  const lines: LogLine[] = [];
  const env = { UPSTREAM: upstream.origin, PORT: "0", PAGE_PATIENCE: "5000", ...settings };
  const gateway = await startGateway(readGatewaySettings(env), builtInterface(folder), (line) => lines.push(line));
  const started: RunningGateway = {
    ...gateway,
    origin: `http://127.0.0.1:${gateway.port}`,
    upstream,
    lines,
    async stop() {
      await upstream.kill();
      await gateway.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  running.push(started);
  return started;
}

export const brand = {
  matched_domain: "authentik-default",
  branding_title: "Example & Co",
  branding_logo: "/static/dist/assets/icons/icon_left_brand.svg",
  branding_favicon: "/static/dist/assets/icons/icon.png",
  branding_custom_css: ".ak-card { color: red }",
  ui_footer_links: [{ name: "Imprint", href: "https://example.test/imprint" }],
  ui_theme: "dark",
  default_locale: "",
  flags: { flows_continuous_login: false, flows_refresh_others: false },
} as unknown as Brand;

const config = { capabilities: ["can_impersonate"], cache_timeout: 300 } as unknown as ServerConfig;

/** Authentik's own page of a flow. */
export function templatePage(given: { compatibility?: boolean; locale?: string; brand?: Partial<Brand> } = {}): string {
  return flowPage({
    slug: "sign-in",
    flow: { title: "Welcome to “us”", layout: "sidebar_left", cancel_url: "", background: "/media/back.jpg" },
    brand: { ...brand, ...given.brand },
    config,
    origin: "http://auth.example.test",
    locale: given.locale ?? "en",
    compatibility: given.compatibility ?? false,
  });
}

export const identification = {
  component: "ak-stage-identification",
  flow_info: { title: "Welcome to “us”", layout: "sidebar_left", cancel_url: "/flows/-/cancel/", background: "" },
  user_fields: ["username", "email"],
  password_fields: false,
  primary_action: "Log in",
  show_source_labels: false,
  flow_designation: "authentication",
  sources: [],
} as unknown as Challenge;

/** Answers as an authentik does that has one flow. */
export function authentik(given: {
  readonly page?: string;
  readonly challenge?: unknown;
  readonly pageCookies?: readonly string[];
  readonly cookies?: readonly string[];
}): Handler {
  return (request, response) => {
    const isApi = request.url?.startsWith("/api/") ?? false;
    const cookies = isApi ? given.cookies : given.pageCookies;
    if (cookies) response.setHeader("Set-Cookie", [...cookies]);
    response.setHeader("Content-Type", isApi ? "application/json" : "text/html; charset=utf-8");
    response.end(isApi ? JSON.stringify(given.challenge ?? identification) : (given.page ?? templatePage()));
  };
}

/** What a page says to its script. */
export function hostConfigOf(html: string): HostConfig {
  const text = new RegExp(`id="${hostConfigId}"[^>]*>([^<]*)<`).exec(html)?.[1];
  return JSON.parse(text ?? "null") as HostConfig;
}
