import type { CaptchaStart } from "../protocol/captcha-frame.ts";

declare global {
  interface Window {
    /** Called by the vendor's script when it can be used. */
    akCaptchaLoaded?: () => void;
  }
}

/** The script's address with what all vendors understand: that we render the widget ourselves, whom to call, and the language. */
export function scriptAddress({ script, language }: CaptchaStart): URL {
  const url = new URL(script, document.baseURI);
  const { searchParams: parameters } = url;
  if (!parameters.has("render")) parameters.set("render", "explicit");
  if (!parameters.has("hl")) parameters.set("hl", language);
  parameters.set("onload", "akCaptchaLoaded" satisfies keyof Window);
  return url;
}

/** Loads a vendor's script. Rejects when the browser or the network does not let it, and resolves when it can be used. */
export function loadScript(url: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    window.akCaptchaLoaded = resolve;
    const script = document.createElement("script");
    script.src = url.href;
    script.async = true;
    script.addEventListener("error", reject);
    // A script of nobody's calls nobody.
    script.addEventListener("load", () => !isOfVendor() && resolve());
    document.head.append(script);
  });
}

function isOfVendor(): boolean {
  return ["hcaptcha", "grecaptcha", "turnstile"].some((name) => name in window);
}
