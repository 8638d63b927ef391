import type { Brand, ServerConfig } from "../../protocol/challenges.ts";
import { type HostConfig, hostConfigId, type ServerMessage } from "../../protocol/host-config.ts";

declare global {
  interface Window {
    /** What authentik's own page template sets. */
    authentik?: {
      readonly locale?: string;
      readonly brand?: Brand;
      readonly config?: ServerConfig;
      readonly api?: { readonly base?: string };
      readonly flow?: NonNullable<HostConfig["flow"]>;
      readonly captchaPath?: string;
      readonly fallback?: string;
      readonly messages?: readonly ServerMessage[];
    };
    ShadyDOM?: { force?: boolean; noPatch?: boolean | "on-demand" };
  }
}

/** What the page's server put into it: our own JSON block, or authentik's globals, or both. */
export function readHostConfig(): HostConfig {
  const { authentik, ShadyDOM } = window;
  const base = authentik?.api?.base;
  const text = document.getElementById(hostConfigId)?.textContent;
  return {
    ...authentik,
    ...(base && { apiBase: base }),
    ...(ShadyDOM?.force && { compatibility: true }),
    ...(text && (JSON.parse(text) as HostConfig)),
  };
}
