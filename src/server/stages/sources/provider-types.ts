/** Where a provider of a known type lets people sign in, hands out tokens, and says who somebody is. */
export interface ProviderUrls {
  readonly authorization_url: string;
  readonly access_token_url: string;
  readonly profile_url: string;
}

export type UrlName = keyof ProviderUrls;
export const urlNames: readonly UrlName[] = ["authorization_url", "access_token_url", "profile_url"];

function urls(authorization_url: string, access_token_url: string, profile_url: string): ProviderUrls {
  return { authorization_url, access_token_url, profile_url };
}

const microsoft = urls(
  "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
  "https://login.microsoftonline.com/common/oauth2/v2.0/token",
  "https://graph.microsoft.com/v1.0/me",
);

/** The types of providers there are. For those of one company the addresses are known; the others say theirs. */
export const providerTypes = {
  openidconnect: undefined,
  apple: urls("https://appleid.apple.com/auth/authorize", "https://appleid.apple.com/auth/token", ""),
  entraid: microsoft,
  azuread: microsoft,
  discord: urls(
    "https://discord.com/api/oauth2/authorize",
    "https://discord.com/api/oauth2/token",
    "https://discord.com/api/users/@me",
  ),
  facebook: urls(
    "https://www.facebook.com/v7.0/dialog/oauth",
    "https://graph.facebook.com/v7.0/oauth/access_token",
    "https://graph.facebook.com/v7.0/me?fields=id,name,email",
  ),
  github: urls(
    "https://github.com/login/oauth/authorize",
    "https://github.com/login/oauth/access_token",
    "https://api.github.com/user",
  ),
  gitlab: urls(
    "https://gitlab.com/oauth/authorize",
    "https://gitlab.com/oauth/token",
    "https://gitlab.com/oauth/userinfo",
  ),
  google: urls(
    "https://accounts.google.com/o/oauth2/v2/auth",
    "https://oauth2.googleapis.com/token",
    "https://openidconnect.googleapis.com/v1/userinfo",
  ),
  mailcow: undefined,
  okta: undefined,
  patreon: urls(
    "https://www.patreon.com/oauth2/authorize",
    "https://www.patreon.com/api/oauth2/token",
    "https://www.patreon.com/api/oauth2/api/current_user",
  ),
  reddit: urls(
    "https://www.reddit.com/api/v1/authorize",
    "https://www.reddit.com/api/v1/access_token",
    "https://oauth.reddit.com/api/v1/me",
  ),
  slack: urls(
    "https://slack.com/openid/connect/authorize",
    "https://slack.com/api/openid.connect.token",
    "https://slack.com/api/openid.connect.userInfo",
  ),
  twitch: urls(
    "https://id.twitch.tv/oauth2/authorize",
    "https://id.twitch.tv/oauth2/token",
    "https://id.twitch.tv/oauth2/userinfo",
  ),
  twitter: urls(
    "https://twitter.com/i/oauth2/authorize",
    "https://api.twitter.com/2/oauth2/token",
    "https://api.twitter.com/2/users/me",
  ),
  wechat: urls(
    "https://open.weixin.qq.com/connect/qrconnect",
    "https://api.weixin.qq.com/sns/oauth2/access_token",
    "https://api.weixin.qq.com/sns/userinfo",
  ),
} as const satisfies Readonly<Record<string, ProviderUrls | undefined>>;

export type ProviderType = keyof typeof providerTypes;
export const providerTypeNames = Object.keys(providerTypes) as ProviderType[];
