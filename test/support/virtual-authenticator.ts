import { executeServerCommand } from "@web/test-runner-commands";
import { platformAuthenticator } from "./authenticator-options.ts";

const isFirefox = navigator.userAgent.includes("Firefox/");

/** Whether the browser lets tests plug in an authenticator: Chromium and Firefox do. */
export const hasVirtualAuthenticators = isFirefox || /Chrom(e|ium)\//.test(navigator.userAgent);
/** Whether nobody can be there to touch it, too. */
export const hasAbsentPeople = !isFirefox;

export interface VirtualAuthenticator {
  /** Whether somebody touches it when it blinks; where people can be absent. */
  presence(present: boolean): Promise<void>;
  /** Whether it recognises its person. */
  recognises(recognises: boolean): Promise<void>;
  remove(): Promise<void>;
}

/** Plugs in an authenticator of the platform's kind, which keeps passkeys and has somebody who touches it at once. */
export function plugIn(): Promise<VirtualAuthenticator> {
  return isFirefox ? plugIntoFirefox() : plugIntoChromium();
}

async function plugIntoChromium(): Promise<VirtualAuthenticator> {
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

/** WebDriver's extension of WebAuthn (Level 3, section 11), as Firefox takes it. */
async function plugIntoFirefox(): Promise<VirtualAuthenticator> {
  const { automaticPresenceSimulation, ...options } = platformAuthenticator;
  const { result } = await marionette("AddVirtualAuthenticator", {
    ...options,
    isUserConsenting: automaticPresenceSimulation,
  });
  const { value: authenticatorId } = result as { value: string };
  return {
    presence: () => Promise.reject(new Error("Firefox's authenticators are always touched")),
    async recognises(isUserVerified) {
      await marionette("SetUserVerified", { authenticatorId, isUserVerified });
    },
    async remove() {
      await marionette("RemoveVirtualAuthenticator", { authenticatorId });
    },
  };
}

function cdp(method: string, params: Record<string, unknown>): Promise<unknown> {
  return executeServerCommand("cdp", { method, params });
}

function marionette(name: string, params: Record<string, unknown>): Promise<{ readonly result: unknown }> {
  return executeServerCommand("marionette", { name: `WebAuthn:${name}`, params });
}
