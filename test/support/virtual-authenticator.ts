import { executeServerCommand } from "@web/test-runner-commands";
import { platformAuthenticator } from "./authenticator-options.ts";

/** Whether the browser lets tests plug in an authenticator: Chromium does. */
export const hasVirtualAuthenticators = /Chrom(e|ium)\//.test(navigator.userAgent);

export interface VirtualAuthenticator {
  /** Whether somebody touches it when it blinks. */
  presence(present: boolean): Promise<void>;
  /** Whether it recognises its person. */
  recognises(recognises: boolean): Promise<void>;
  remove(): Promise<void>;
}

/** Plugs in an authenticator of the platform's kind, which keeps passkeys and has somebody who touches it at once. */
export async function plugIn(): Promise<VirtualAuthenticator> {
  await cdp("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = (await cdp("WebAuthn.addVirtualAuthenticator", {
    options: platformAuthenticator,
  })) as { authenticatorId: string };
  return {
    async presence(enabled) {
      await cdp("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
    },
    async recognises(isUserVerified) {
      await cdp("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    async remove() {
      await cdp("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
      await cdp("WebAuthn.disable", {});
    },
  };
}

function cdp(method: string, params: Record<string, unknown>): Promise<unknown> {
  return executeServerCommand("cdp", { method, params });
}
