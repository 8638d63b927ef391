import type { Brand } from "../../protocol/challenges.ts";
import type { HostConfig } from "../../protocol/host-config.ts";
import { brandModel, type BrandSettings } from "../engine/models/brand-model.ts";
import { type Flow, flowModel } from "../engine/models/flow-model.ts";
import type { ModelStore } from "../engine/model-store.ts";
import { isJsonObject, type JsonValue } from "../store/json-value.ts";

/** A brand and the domain it was chosen for. */
export type MatchedBrand = BrandSettings & { readonly matchedDomain: string };

const fallback: MatchedBrand = {
  pk: "",
  domain: "fallback",
  matchedDomain: "fallback",
  default: false,
  branding_title: "authentik",
  branding_logo: "/static/dist/assets/icons/icon_left_brand.svg",
  branding_favicon: "/static/dist/assets/icons/icon.png",
  branding_custom_css: "",
  branding_default_flow_background: "/static/dist/assets/images/flow_background.jpg",
  flow_authentication: undefined,
  flow_invalidation: undefined,
  flow_recovery: undefined,
  flow_unenrollment: undefined,
  flow_user_settings: undefined,
  flow_device_code: undefined,
  flow_lockdown: undefined,
  attributes: {},
};

/** The brand of a host: the one with the longest domain that is the host or a parent of it, else the default one. */
export function brandOf(models: ModelStore, host: string): MatchedBrand {
  const brands = models.list(brandModel);
  const matching = brands
    .filter(({ domain }) => host === domain.toLowerCase() || host.endsWith(`.${domain.toLowerCase()}`))
    .sort((a, b) => b.domain.length - a.domain.length);
  const brand = matching[0] ?? brands.find((candidate) => candidate.default);
  return brand ? { ...brand, matchedDomain: brand.domain } : fallback;
}

/** A brand as the API shows it. Flows are named by slug, and only those that are set. */
export function brandOnWire(models: ModelStore, brand: MatchedBrand): Brand {
  const flow = <N extends string>(name: N, pk: string | null | undefined): { [K in N]?: string } => {
    const slug = pk ? models.get(flowModel, pk)?.slug : undefined;
    return (slug === undefined ? {} : { [name]: slug }) as { [K in N]?: string };
  };
  return {
    matched_domain: brand.matchedDomain,
    branding_title: brand.branding_title,
    branding_logo: brand.branding_logo.replaceAll("%(theme)s", "light"),
    branding_logo_themed_urls: themedUrls(brand.branding_logo),
    branding_favicon: brand.branding_favicon.replaceAll("%(theme)s", "light"),
    branding_favicon_themed_urls: themedUrls(brand.branding_favicon),
    branding_custom_css: brand.branding_custom_css,
    ui_footer_links: footerLinks(setting(brand, "settings", "footer_links")),
    ui_theme: uiTheme(brand),
    default_locale: brandLocale(brand),
    ...flow("flow_authentication", brand.flow_authentication),
    ...flow("flow_invalidation", brand.flow_invalidation),
    ...flow("flow_recovery", brand.flow_recovery),
    ...flow("flow_unenrollment", brand.flow_unenrollment),
    ...flow("flow_user_settings", brand.flow_user_settings),
    ...flow("flow_device_code", brand.flow_device_code),
    flags: {
      core_default_app_access: true,
      enterprise_audit_include_expanded_diff: false,
      flows_continuous_login: setting(brand, "settings", "flags", "flows_continuous_login") === true,
      flows_refresh_others: setting(brand, "settings", "flags", "flows_refresh_others") === true,
    },
  };
}

/** The flow a brand uses for a designation: its own, whatever policies say, else the first by slug that `applies`. */
export async function defaultFlow(
  models: ModelStore,
  brand: MatchedBrand,
  designation: Flow["designation"],
  applies: (flow: Flow) => Promise<boolean>,
): Promise<Flow | undefined> {
  const pk = ownFlows(brand)[designation];
  const own = pk ? models.get(flowModel, pk) : undefined;
  if (own) return own;
  const candidates = models.flowsFor(designation);
  for (const flow of candidates.sort((a, b) => (a.slug < b.slug ? -1 : 1))) {
    if (await applies(flow)) return flow;
  }
  return undefined;
}

function ownFlows(brand: MatchedBrand): Partial<Record<Flow["designation"], string | null | undefined>> {
  return {
    authentication: brand.flow_authentication,
    invalidation: brand.flow_invalidation,
    recovery: brand.flow_recovery,
    unenrollment: brand.flow_unenrollment,
  };
}

/** What a brand wants of the page beyond what the API tells: its attributes `settings.account_chooser` and `settings.password_rules`. */
export function pageWishes(brand: MatchedBrand): Pick<HostConfig, "accountChooser" | "passwordRules"> {
  const rules = stringOr(setting(brand, "settings", "password_rules"), "");
  const wantsChooser = setting(brand, "settings", "account_chooser") === true;
  return { ...(wantsChooser && { accountChooser: true }), ...(rules && { passwordRules: rules }) };
}

function uiTheme(brand: MatchedBrand): Brand["ui_theme"] {
  const base = setting(brand, "settings", "theme", "base");
  return base === "light" || base === "dark" ? base : "automatic";
}

/** Footer links are kept in the brand's attributes, as objects with `name` and `href`. */
function footerLinks(value: JsonValue | undefined): Brand["ui_footer_links"] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isJsonObject)
    .map(({ name, href }) => ({ name: stringOr(name, ""), href: typeof href === "string" ? href : null }));
}

function setting(brand: MatchedBrand, ...path: string[]): JsonValue | undefined {
  let value: JsonValue | undefined = brand.attributes;
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined;
  return value;
}

function stringOr(value: JsonValue | undefined, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

function themedUrls(url: string): { light: string; dark: string } | null {
  if (!url.includes("%(theme)s")) return null;
  return { light: url.replaceAll("%(theme)s", "light"), dark: url.replaceAll("%(theme)s", "dark") };
}

/** The language that a brand wants, or `""`. */
export function brandLocale(brand: MatchedBrand): string {
  return stringOr(setting(brand, "settings", "locale"), "");
}
