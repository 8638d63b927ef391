interface Rules {
  readonly createHTML: (text: string) => string;
  readonly createScriptURL?: (url: string) => string;
}

let policy: unknown;

/** The one Trusted Types policy of the script, whoever of its libraries asks for one: it passes on what they have made. */
export function sharedPolicy(_name: string, { createHTML }: Rules): unknown {
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Rules): unknown } };
  policy ??= trustedTypes?.createPolicy("flow-interface", { createHTML, createScriptURL: (url) => url });
  return policy;
}
