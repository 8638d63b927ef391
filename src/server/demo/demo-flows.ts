import { sentence } from "../../protocol/locales/words.ts";
import type { LinkGroup } from "../http/link-group.ts";

/** Flows to look at, by what they are about. */
export const demoFlows: readonly LinkGroup[] = [
  {
    title: sentence("Signing in and out"),
    links: [
      { path: "/if/flow/default-authentication-flow/", shows: sentence("Sign in: user name, then password.") },
      { path: "/if/flow/default-authentication-flow-one-page/", shows: sentence("Sign in: both on one page.") },
      {
        path: "/if/flow/default-authentication-flow-mfa/",
        shows: sentence("Sign in: with a second factor, which is set up on the way where there is none."),
      },
      {
        path: "/if/flow/default-authentication-flow-passkeys/",
        shows: sentence("Sign in: offers a passkey after the password (open it at localhost)."),
      },
      {
        path: "/if/flow/default-passwordless-flow/",
        shows: sentence("Sign in: with a passkey alone (open it at localhost)."),
      },
      { path: "/if/flow/default-authentication-flow-compat/", shows: sentence("Sign in, in compatibility mode.") },
      { path: "/if/flow/demo-stay-signed-in/", shows: sentence("Asks whether to stay signed in.") },
      {
        path: "/if/flow/demo-email-only/",
        shows: sentence("Takes email addresses only, tells nothing about who exists."),
      },
      { path: "/if/flow/demo-captcha-sign-in/", shows: sentence("Sign in with a captcha on the first page.") },
      {
        path: "/if/flow/demo-captcha-sign-in-invisible/",
        shows: sentence("Sign in with a captcha in the background."),
      },
      { path: "/if/flow/default-invalidation-flow/", shows: sentence("Sign out.") },
    ],
  },
  {
    title: sentence("Accounts and second factors"),
    links: [
      { path: "/if/flow/account-sign-up/", shows: sentence("Sign up, with a link by email (see the outbox).") },
      {
        path: "/if/flow/account-recovery/",
        shows: sentence("A forgotten password, with a link by email (see the outbox)."),
      },
      { path: "/demo/outbox/", shows: sentence("The outbox: emails and text messages that would have been sent.") },
      { path: "/if/flow/default-user-settings-flow/", shows: sentence("Account settings.") },
      { path: "/if/flow/default-password-change/", shows: sentence("Changing the password.") },
      { path: "/if/flow/default-authenticator-totp-setup/", shows: sentence("Setting up an authenticator app.") },
      { path: "/if/flow/default-authenticator-static-setup/", shows: sentence("Getting recovery codes.") },
      {
        path: "/if/flow/default-authenticator-webauthn-setup/",
        shows: sentence("Setting up a passkey (open it at localhost)."),
      },
      { path: "/if/flow/default-authenticator-email-setup/", shows: sentence("Setting up codes by email.") },
      { path: "/if/flow/default-authenticator-sms-setup/", shows: sentence("Setting up codes by text message.") },
      { path: "/if/flow/account-deletion/", shows: sentence("Deleting the account.") },
    ],
  },
  {
    title: sentence("Applications"),
    links: [
      { path: "/demo/authorize/", shows: sentence("An application asks for consent.") },
      { path: "/demo/saml/", shows: sentence("The same, with a form that is posted to the application.") },
      { path: "/demo/session-end/", shows: sentence("The end of a session with an application.") },
    ],
  },
  {
    title: sentence("Single steps"),
    links: [
      { path: "/if/flow/demo-recovery/", shows: sentence("The first step of a forgotten password.") },
      { path: "/if/flow/demo-dummy/", shows: sentence("Two steps that ask nothing.") },
      { path: "/if/flow/demo-redirect-static/", shows: sentence("Redirects to another site.") },
      { path: "/if/flow/demo-redirect-flow/", shows: sentence("Redirects to another flow.") },
      { path: "/if/flow/demo-deny/", shows: sentence("Denies access and says why.") },
      { path: "/if/flow/demo-captcha/", shows: sentence("A captcha (the demonstration's own).") },
      { path: "/if/flow/demo-captcha-invisible/", shows: sentence("A captcha in the background.") },
      { path: "/if/flow/demo-error/", shows: sentence("A step that fails on the server.") },
    ],
  },
  {
    title: sentence("Scripted: what every other step looks like, without what stands behind it"),
    links: [
      {
        path: "/if/flow/demo-authenticator-validate/",
        shows: sentence("A second factor: authenticator app, text message, email, recovery code or Duo."),
      },
      { path: "/if/flow/demo-authenticator-totp/", shows: sentence("Setting up an authenticator app.") },
      { path: "/if/flow/demo-authenticator-static/", shows: sentence("Recovery codes to keep.") },
      {
        path: "/if/flow/demo-authenticator-webauthn/",
        shows: sentence("Setting up a passkey (open it at localhost)."),
      },
      { path: "/if/flow/demo-authenticator-sms/", shows: sentence("Setting up codes by text message.") },
      { path: "/if/flow/demo-authenticator-email/", shows: sentence("Setting up codes by email.") },
      { path: "/if/flow/demo-authenticator-duo/", shows: sentence("Setting up Duo.") },
      { path: "/if/flow/demo-prompt/", shows: sentence("A form with a field of every type.") },
      { path: "/if/flow/demo-consent/", shows: sentence("Consent to what an application asks for.") },
      { path: "/if/flow/demo-consent-more/", shows: sentence("Consent to more than before.") },
      { path: "/if/flow/demo-email/", shows: sentence("Waiting for a link by email, and sending it again.") },
      { path: "/if/flow/demo-frame/", shows: sentence("A step in a frame.") },
      { path: "/if/flow/demo-shell/", shows: sentence("A page that the server has rendered.") },
      { path: "/if/flow/demo-device-code/", shows: sentence("The code that a device shows.") },
      { path: "/if/flow/demo-iframe-logout/", shows: sentence("Signing out of several applications.") },
      { path: "/if/flow/demo-saml-logout/", shows: sentence("Signing out of a SAML application.") },
      { path: "/if/flow/demo-autosubmit/", shows: sentence("A form that sends itself to an application.") },
      { path: "/if/flow/demo-apple/", shows: sentence("Sign-in with Apple; needs the internet.") },
      { path: "/if/flow/demo-plex/", shows: sentence("Sign-in with Plex; needs the internet.") },
      { path: "/if/flow/demo-telegram/", shows: sentence("Sign-in with Telegram; needs the internet.") },
      { path: "/if/flow/demo-endpoint-agent/", shows: sentence("A check by an agent on the device.") },
    ],
  },
];
