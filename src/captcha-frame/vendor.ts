import type { CaptchaStart } from "../protocol/captcha-frame.ts";

/** What a captcha comes to, again and again: tokens run out. */
export interface CaptchaEvents {
  readonly onToken: (token: string) => void;
  readonly onExpired: () => void;
  readonly onClosed: () => void;
  /** @param detail the vendor's own word, such as a number; may be empty */
  readonly onError: (detail: string) => void;
}

/** One vendor's way of doing it. */
export interface CaptchaVendor {
  /** Whether the script that has been loaded is this vendor's, and meant to be used this way. */
  isLoaded(script: URL): boolean;
  /** Shows the widget, or begins without one. @throws what the vendor's script throws */
  render(container: HTMLElement, start: CaptchaStart, events: CaptchaEvents): void;
}

/** Whether there is room for widgets of the usual size, which are 304 px wide. */
export function isNarrow(container: HTMLElement): boolean {
  return container.clientWidth < 304;
}
