import assert from "node:assert/strict";
import { test } from "node:test";
import { withFullAddresses } from "../../../src/protocol/full-addresses.ts";

const server = "https://id.example/sub/";

test("every address of a challenge is the server's, wherever it stands", () => {
  const said = {
    component: "ak-stage-identification",
    flow_info: {
      title: "/title",
      background: "/media/back.jpg",
      background_themed_urls: { light: "/media/light.jpg", dark: "https://cdn.example/dark.jpg" },
      cancel_url: "/sub/flows/-/cancel/",
      layout: "stacked",
    },
    pending_user: "/ada",
    pending_user_avatar: "/media/ada.png",
    enroll_url: "/sub/if/flow/sign-up/",
    recovery_url: "",
    passwordless_url: "//id.example/sub/if/flow/passkey/",
    sources: [
      {
        name: "/x",
        icon_url: "/static/x.svg",
        challenge: { component: "xak-flow-redirect", to: "/source/oauth/login/x/" },
      },
      { name: "y", icon_url: null, challenge: { component: "xak-flow-redirect", to: "https://y.example/" } },
    ],
    captcha_stage: { component: "ak-stage-captcha", js_url: "/static/captcha.js", site_key: "/key" },
  };
  assert.deepEqual(withFullAddresses(said, server), {
    ...said,
    flow_info: {
      ...said.flow_info,
      background: "https://id.example/media/back.jpg",
      background_themed_urls: { light: "https://id.example/media/light.jpg", dark: "https://cdn.example/dark.jpg" },
      cancel_url: "https://id.example/sub/flows/-/cancel/",
    },
    pending_user_avatar: "https://id.example/media/ada.png",
    enroll_url: "https://id.example/sub/if/flow/sign-up/",
    passwordless_url: "https://id.example/sub/if/flow/passkey/",
    sources: [
      {
        ...said.sources[0],
        icon_url: "https://id.example/static/x.svg",
        challenge: { component: "xak-flow-redirect", to: "https://id.example/source/oauth/login/x/" },
      },
      said.sources[1],
    ],
    captcha_stage: { ...said.captcha_stage, js_url: "https://id.example/static/captcha.js" },
  });
});

test("what is an address already, or none, stays as it is", () => {
  for (const address of [
    "data:image/png;base64,AA==",
    "https://cdn.example",
    "otpauth://totp/x?secret=Y",
    "mailto:a@b.example",
    "",
    "http://[",
  ])
    assert.equal(withFullAddresses({ pending_user_avatar: address }, server).pending_user_avatar, address);
});

test("what somebody typed is no address, by whatever name", () => {
  const said = {
    initial_value: "/x",
    attrs: { url: "/relay", href: "/x" },
    response_errors: { url: [{ string: "/x", code: "x" }] },
  };
  assert.deepEqual(withFullAddresses(said, server), said);
});

test("a brand's pictures and links are the server's", () => {
  const brand = {
    branding_title: "/",
    branding_logo: "/static/logo.svg",
    branding_logo_themed_urls: { light: "/l.svg", dark: "/d.svg" },
    branding_favicon: "static/icon.png",
    branding_custom_css: "/* */",
    ui_footer_links: [
      { name: "/imprint", href: "/imprint" },
      { name: "none", href: null },
    ],
  };
  assert.deepEqual(withFullAddresses(brand, server), {
    ...brand,
    branding_logo: "https://id.example/static/logo.svg",
    branding_logo_themed_urls: { light: "https://id.example/l.svg", dark: "https://id.example/d.svg" },
    branding_favicon: "https://id.example/sub/static/icon.png",
    ui_footer_links: [
      { name: "/imprint", href: "https://id.example/imprint" },
      { name: "none", href: null },
    ],
  });
});

test("a flow leads to the server's own pages there, and anywhere else as the page knows it", () => {
  const cases: readonly (readonly [to: string, next: string | null, becomes: string])[] = [
    ["/sub/if/flow/other/", null, "https://id.example/sub/if/flow/other/"],
    ["/sub/source/saml/x/", "/app", "https://id.example/sub/source/saml/x/"],
    ["/sub/application/o/authorize/?x=1", "/app", "https://id.example/sub/application/o/authorize/?x=1"],
    ["/sub/if/user/", "/sub/if/user/", "/sub/if/user/"],
    ["/app", "/app", "/app"],
    ["/", null, "/"],
    ["/sub/", null, "/sub/"],
    ["/if/flow/other/", null, "/if/flow/other/"],
    ["/sub/iffy/", null, "/sub/iffy/"],
    ["/sub/my/if/flow/", null, "/sub/my/if/flow/"],
    ["https://elsewhere.example/sub/if/", null, "https://elsewhere.example/sub/if/"],
    ["//elsewhere.example/sub/if/", null, "//elsewhere.example/sub/if/"],
    ["javascript:alert(1)", null, "javascript:alert(1)"],
    ["http://[", null, "http://["],
  ];
  for (const [to, next, becomes] of cases)
    assert.equal(withFullAddresses({ component: "xak-flow-redirect", to }, server, next).to, becomes, to);
});

test("a step that leads nowhere, or names no address, stays as it is, and what is no text is left alone", () => {
  for (const said of [{ component: "x" }, { to: null }, { to: 7 }, { to: ["/sub/if/x/"] }, { url: 7 }, { href: null }])
    assert.deepEqual(withFullAddresses<object>(said, server), said);
  const themed = { background_themed_urls: null, sources: ["/sub/if/x/", null, 7], flow_info: null };
  assert.deepEqual(withFullAddresses<object>(themed, server), themed);
});

test("each field of an address is one, by its name", () => {
  const paths = ["activation_barcode", "application_launch_url", "invalidation_flow_url", "overview_url", "post_url"];
  for (const name of [...paths, "recovery_url", "redirect_url", "url", "href"])
    assert.deepEqual(withFullAddresses({ [name]: "/x" }, server), { [name]: "https://id.example/x" }, name);
  const themed = { branding_favicon_themed_urls: { light: "/x" }, ui_footer_links: [{ href: "/x" }] };
  assert.deepEqual(withFullAddresses({ ...themed, logout_urls: [{ redirect_url: "/x" }] }, server), {
    branding_favicon_themed_urls: { light: "https://id.example/x" },
    ui_footer_links: [{ href: "https://id.example/x" }],
    logout_urls: [{ redirect_url: "https://id.example/x" }],
  });
});
