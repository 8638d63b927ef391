import type { LinkGroup } from "../http/link-group.ts";

/** Flows to look at, by what they are about. */
export const demoFlows: readonly LinkGroup[] = [
  {
    title: "Signing in and out",
    links: [
      { path: "/if/flow/default-authentication-flow/", shows: "Sign in: user name, then password." },
      { path: "/if/flow/default-authentication-flow-one-page/", shows: "Sign in: both on one page." },
      {
        path: "/if/flow/default-authentication-flow-mfa/",
        shows: "Sign in: with a second factor, which is set up on the way where there is none.",
      },
      {
        path: "/if/flow/default-authentication-flow-passkeys/",
        shows: "Sign in: offers a passkey after the password (open it at localhost).",
      },
      { path: "/if/flow/default-passwordless-flow/", shows: "Sign in: with a passkey alone (open it at localhost)." },
      { path: "/if/flow/default-authentication-flow-compat/", shows: "Sign in, in compatibility mode." },
      { path: "/if/flow/demo-stay-signed-in/", shows: "Asks whether to stay signed in." },
      { path: "/if/flow/demo-email-only/", shows: "Takes email addresses only, tells nothing about who exists." },
      { path: "/if/flow/demo-captcha-sign-in/", shows: "Sign in with a captcha on the first page." },
      { path: "/if/flow/demo-captcha-sign-in-invisible/", shows: "Sign in with a captcha in the background." },
      { path: "/if/flow/default-invalidation-flow/", shows: "Sign out." },
    ],
  },
  {
    title: "Accounts and second factors",
    links: [
      { path: "/if/flow/account-sign-up/", shows: "Sign up, with a link by email (see the outbox)." },
      {
        path: "/if/flow/account-recovery/",
        shows: "A forgotten password, with a link by email (see the outbox).",
      },
      { path: "/demo/outbox/", shows: "The outbox: emails and text messages that would have been sent." },
      { path: "/if/flow/default-user-settings-flow/", shows: "Account settings." },
      { path: "/if/flow/default-password-change/", shows: "Changing the password." },
      { path: "/if/flow/default-authenticator-totp-setup/", shows: "Setting up an authenticator app." },
      { path: "/if/flow/default-authenticator-static-setup/", shows: "Getting recovery codes." },
      { path: "/if/flow/default-authenticator-webauthn-setup/", shows: "Setting up a passkey (open it at localhost)." },
      { path: "/if/flow/default-authenticator-email-setup/", shows: "Setting up codes by email." },
      { path: "/if/flow/default-authenticator-sms-setup/", shows: "Setting up codes by text message." },
      { path: "/if/flow/account-deletion/", shows: "Deleting the account." },
    ],
  },
  {
    title: "Applications",
    links: [
      { path: "/demo/authorize/", shows: "An application asks for consent." },
      { path: "/demo/saml/", shows: "The same, with a form that is posted to the application." },
      { path: "/demo/session-end/", shows: "The end of a session with an application." },
    ],
  },
  {
    title: "Single steps",
    links: [
      { path: "/if/flow/demo-recovery/", shows: "The first step of a forgotten password." },
      { path: "/if/flow/demo-dummy/", shows: "Two steps that ask nothing." },
      { path: "/if/flow/demo-redirect-static/", shows: "Redirects to another site." },
      { path: "/if/flow/demo-redirect-flow/", shows: "Redirects to another flow." },
      { path: "/if/flow/demo-deny/", shows: "Denies access and says why." },
      { path: "/if/flow/demo-captcha/", shows: "A captcha (the demonstration's own)." },
      { path: "/if/flow/demo-captcha-invisible/", shows: "A captcha in the background." },
      { path: "/if/flow/demo-error/", shows: "A step that fails on the server." },
    ],
  },
  {
    title: "Scripted: what every other step looks like, without what stands behind it",
    links: [
      {
        path: "/if/flow/demo-authenticator-validate/",
        shows: "A second factor: authenticator app, text message, email, recovery code or Duo.",
      },
      { path: "/if/flow/demo-authenticator-totp/", shows: "Setting up an authenticator app." },
      { path: "/if/flow/demo-authenticator-static/", shows: "Recovery codes to keep." },
      { path: "/if/flow/demo-authenticator-webauthn/", shows: "Setting up a passkey (open it at localhost)." },
      { path: "/if/flow/demo-authenticator-sms/", shows: "Setting up codes by text message." },
      { path: "/if/flow/demo-authenticator-email/", shows: "Setting up codes by email." },
      { path: "/if/flow/demo-authenticator-duo/", shows: "Setting up Duo." },
      { path: "/if/flow/demo-prompt/", shows: "A form with a field of every type." },
      { path: "/if/flow/demo-consent/", shows: "Consent to what an application asks for." },
      { path: "/if/flow/demo-consent-more/", shows: "Consent to more than before." },
      { path: "/if/flow/demo-email/", shows: "Waiting for a link by email, and sending it again." },
      { path: "/if/flow/demo-frame/", shows: "A step in a frame." },
      { path: "/if/flow/demo-shell/", shows: "A page that the server has rendered." },
      { path: "/if/flow/demo-device-code/", shows: "The code that a device shows." },
      { path: "/if/flow/demo-iframe-logout/", shows: "Signing out of several applications." },
      { path: "/if/flow/demo-saml-logout/", shows: "Signing out of a SAML application." },
      { path: "/if/flow/demo-autosubmit/", shows: "A form that sends itself to an application." },
      { path: "/if/flow/demo-apple/", shows: "Sign-in with Apple; needs the internet." },
      { path: "/if/flow/demo-plex/", shows: "Sign-in with Plex; needs the internet." },
      { path: "/if/flow/demo-telegram/", shows: "Sign-in with Telegram; needs the internet." },
      { path: "/if/flow/demo-endpoint-agent/", shows: "A check by an agent on the device." },
    ],
  },
];
