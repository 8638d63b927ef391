type Apps = readonly (readonly [app: string, models: string])[];

/** The models that authentik's blueprints may have, as of 2026.5, by the name of their app. */
const byApp: Apps = [
  ["authentik_blueprints", "blueprintinstance"],
  ["authentik_brands", "brand"],
  ["authentik_core", "application applicationentitlement group token user"],
  ["authentik_crypto", "certificatekeypair"],
  ["authentik_endpoints", "deviceaccessgroup deviceuserbinding endpointstage"],
  ["authentik_endpoints_connectors_agent", "agentconnector agentdeviceuserbinding enrollmenttoken"],
  ["authentik_endpoints_connectors_fleet", "fleetconnector"],
  ["authentik_endpoints_connectors_google_chrome", "googlechromeconnector"],
  ["authentik_enterprise", "license"],
  ["authentik_events", "event notification notificationrule notificationtransport notificationwebhookmapping"],
  ["authentik_flows", "flow flowstagebinding"],
  ["authentik_lifecycle", "lifecycleiteration lifecyclerule review"],
  ["authentik_outposts", "dockerserviceconnection kubernetesserviceconnection outpost"],
  ["authentik_policies", "policybinding"],
  ["authentik_policies_dummy", "dummypolicy"],
  ["authentik_policies_event_matcher", "eventmatcherpolicy"],
  ["authentik_policies_expiry", "passwordexpirypolicy"],
  ["authentik_policies_expression", "expressionpolicy"],
  ["authentik_policies_geoip", "geoippolicy"],
  ["authentik_policies_password", "passwordpolicy"],
  ["authentik_policies_reputation", "reputationpolicy"],
  ["authentik_policies_unique_password", "uniquepasswordpolicy"],
  ["authentik_providers_google_workspace", "googleworkspaceprovider googleworkspaceprovidermapping"],
  ["authentik_providers_ldap", "ldapprovider"],
  ["authentik_providers_microsoft_entra", "microsoftentraprovider microsoftentraprovidermapping"],
  ["authentik_providers_oauth2", "oauth2provider scopemapping"],
  ["authentik_providers_proxy", "proxyprovider"],
  ["authentik_providers_rac", "endpoint racpropertymapping racprovider"],
  ["authentik_providers_radius", "radiusprovider radiusproviderpropertymapping"],
  ["authentik_providers_saml", "samlpropertymapping samlprovider"],
  ["authentik_providers_scim", "scimmapping scimprovider"],
  ["authentik_providers_ssf", "ssfprovider"],
  ["authentik_providers_ws_federation", "wsfederationprovider"],
  ["authentik_rbac", "initialpermissions role"],
  ["authentik_reports", "dataexport"],
  [
    "authentik_sources_kerberos",
    "groupkerberossourceconnection kerberossource kerberossourcepropertymapping userkerberossourceconnection",
  ],
  ["authentik_sources_ldap", "groupldapsourceconnection ldapsource ldapsourcepropertymapping userldapsourceconnection"],
  [
    "authentik_sources_oauth",
    "groupoauthsourceconnection oauthsource oauthsourcepropertymapping useroauthsourceconnection",
  ],
  ["authentik_sources_plex", "groupplexsourceconnection plexsource plexsourcepropertymapping userplexsourceconnection"],
  ["authentik_sources_saml", "groupsamlsourceconnection samlsource samlsourcepropertymapping usersamlsourceconnection"],
  ["authentik_sources_scim", "scimsource scimsourcepropertymapping"],
  [
    "authentik_sources_telegram",
    "grouptelegramsourceconnection telegramsource telegramsourcepropertymapping usertelegramsourceconnection",
  ],
  ["authentik_stages_account_lockdown", "accountlockdownstage"],
  ["authentik_stages_authenticator_duo", "authenticatorduostage duodevice"],
  ["authentik_stages_authenticator_email", "authenticatoremailstage emaildevice"],
  ["authentik_stages_authenticator_endpoint_gdtc", "authenticatorendpointgdtcstage"],
  ["authentik_stages_authenticator_sms", "authenticatorsmsstage smsdevice"],
  ["authentik_stages_authenticator_static", "authenticatorstaticstage staticdevice"],
  ["authentik_stages_authenticator_totp", "authenticatortotpstage totpdevice"],
  ["authentik_stages_authenticator_validate", "authenticatorvalidatestage"],
  ["authentik_stages_authenticator_webauthn", "authenticatorwebauthnstage webauthndevice"],
  ["authentik_stages_captcha", "captchastage"],
  ["authentik_stages_consent", "consentstage"],
  ["authentik_stages_deny", "denystage"],
  ["authentik_stages_dummy", "dummystage"],
  ["authentik_stages_email", "emailstage"],
  ["authentik_stages_identification", "identificationstage"],
  ["authentik_stages_invitation", "invitation invitationstage"],
  ["authentik_stages_mtls", "mutualtlsstage"],
  ["authentik_stages_password", "passwordstage"],
  ["authentik_stages_prompt", "prompt promptstage"],
  ["authentik_stages_redirect", "redirectstage"],
  ["authentik_stages_source", "sourcestage"],
  ["authentik_stages_user_delete", "userdeletestage"],
  ["authentik_stages_user_login", "userloginstage"],
  ["authentik_stages_user_logout", "userlogoutstage"],
  ["authentik_stages_user_write", "userwritestage"],
  ["authentik_tasks_schedules", "schedule"],
  ["authentik_tenants", "domain"],
];

/** Models that older or other releases have. */
const others: Apps = [
  ["authentik_blueprints", "metaapplyblueprint"],
  ["authentik_core", "propertymapping usersourceconnection"],
  ["authentik_policies_hibp", "haveibeenpwendpolicy"],
  ["authentik_providers_oauth2", "authorizationcode accesstoken refreshtoken"],
  ["authentik_providers_proxy", "proxyprovider"],
  ["authentik_stages_authenticator_endpoint_gdtc", "authenticatorendpointgdtcstage"],
  ["authentik_stages_authenticator_mobile", "authenticatormobilestage mobiledevice"],
  ["authentik_tenants", "tenant domain"],
];

function names(apps: Apps): string[] {
  return apps.flatMap(([app, models]) => models.split(" ").map((model) => `${app}.${model}`));
}

/** What an event can be about, and what blueprints of the newest release may have. */
export const currentModels: readonly string[] = names(byApp);

/** Every model that is known to exist somewhere. */
export const knownModels: ReadonlySet<string> = new Set([...currentModels, ...names(others)]);
