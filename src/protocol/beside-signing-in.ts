/** Designations of flows that people begin who may after all want to sign in: they have no account yet, or have forgotten their password. */
export const besideSigningIn: ReadonlySet<string> = new Set(["enrollment", "recovery"]);

/** The designation of flows with which people who are signed in change something about their account. */
export const accountChange = "stage_configuration";
