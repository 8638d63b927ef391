/**
 * What the page and the frame that a captcha runs in tell each other by `postMessage`. Both sides check the name, which changes with the
 * messages: the two may come from different versions.
 */
const protocol = "ak-captcha/1";

/** What the page wants: one captcha. The frame does it once; for another one it is loaded anew. */
export interface CaptchaStart {
  /** Address of the vendor's script; a path is one of the frame's own host. */
  readonly script: string;
  readonly siteKey: string;
  /** There is something to do for the person; otherwise it shows only what the vendor cannot do without. */
  readonly interactive: boolean;
  readonly theme: "light" | "dark";
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
}

/** Why there is no captcha: its script does not load, is of no vendor we know, or says itself that something is wrong. */
export type CaptchaFault = "blocked" | "unknown-vendor" | "vendor";

/** What the frame has to say. */
export type CaptchaReport =
  | { readonly type: "ready" }
  | { readonly type: "token"; readonly token: string }
  /** The token is good no more. */
  | { readonly type: "expired" }
  /** The person has put the question away. */
  | { readonly type: "closed" }
  | { readonly type: "error"; readonly fault: CaptchaFault; readonly detail: string }
  /** CSS pixels that the frame's content takes. */
  | { readonly type: "height"; readonly height: number };

/** A message as it travels. */
export function captchaMessage(content: CaptchaStart | CaptchaReport): object {
  return { protocol, ...content };
}

/** What the page sent, if it is that. */
export function readStart(data: unknown): CaptchaStart | undefined {
  const { script, siteKey, interactive, theme, language, direction } = fieldsOf(data);
  if (typeof script !== "string" || typeof siteKey !== "string" || typeof language !== "string") return undefined;
  return {
    script,
    siteKey,
    interactive: interactive === true,
    theme: theme === "dark" ? "dark" : "light",
    language,
    direction: direction === "rtl" ? "rtl" : "ltr",
  };
}

/** What the frame sent, if it is that. */
export function readReport(data: unknown): CaptchaReport | undefined {
  const { type, token, fault, detail, height } = fieldsOf(data);
  switch (type) {
    case "ready":
    case "expired":
    case "closed":
      return { type };
    case "token":
      return typeof token === "string" && token !== "" ? { type, token } : undefined;
    case "height":
      return typeof height === "number" && height >= 0 ? { type, height } : undefined;
    case "error":
      return {
        type,
        fault: fault === "blocked" || fault === "unknown-vendor" ? fault : "vendor",
        detail: typeof detail === "string" ? detail : "",
      };
    default:
      return undefined;
  }
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  // Whatever it is: what has no fields has none afterwards.
  const fields: Record<string, unknown> = { ...(data as object | null) };
  return fields["protocol"] === protocol ? fields : {};
}
