/** Flows to look at, with a sentence about each. */
export const demoFlows: readonly { readonly path: string; readonly shows: string }[] = [
  { path: "/if/flow/default-authentication-flow/", shows: "Sign in: user name, then password." },
  { path: "/if/flow/default-authentication-flow-one-page/", shows: "Sign in: both on one page." },
  { path: "/if/flow/default-authentication-flow-compat/", shows: "Sign in, in compatibility mode." },
  { path: "/if/flow/demo-stay-signed-in/", shows: "Asks whether to stay signed in." },
  { path: "/if/flow/demo-email-only/", shows: "Takes e-mail addresses only, tells nothing about who exists." },
  { path: "/if/flow/demo-recovery/", shows: "The first step of a forgotten password." },
  { path: "/if/flow/demo-dummy/", shows: "Two steps that ask nothing." },
  { path: "/if/flow/demo-redirect-static/", shows: "Redirects to another site." },
  { path: "/if/flow/demo-redirect-flow/", shows: "Redirects to another flow." },
  { path: "/if/flow/demo-deny/", shows: "Denies access and says why." },
  { path: "/if/flow/demo-error/", shows: "A step that fails on the server." },
  { path: "/demo/session-end/", shows: "The end of a session with an application." },
  { path: "/if/flow/default-invalidation-flow/", shows: "Sign out." },
];
