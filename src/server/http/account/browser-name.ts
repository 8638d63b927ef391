/** A token of a user agent, and what people call what sends it. */
type Names = readonly (readonly [token: RegExp, name: string])[];

/** In order: most browsers also name those that they want to be taken for. */
const browsers: Names = [
  [/\b(?:Edg|EdgA|EdgiOS|Edge)\//, "Edge"],
  [/\b(?:OPR|OPiOS|OPT|Opera)\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bYaBrowser\//, "Yandex Browser"],
  [/\bDuckDuckGo\//, "DuckDuckGo"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:CriOS|HeadlessChrome|Chrome)\//, "Chrome"],
  [/\bChromium\//, "Chromium"],
  [/\bVersion\/\S+ .*\bSafari\//, "Safari"],
];

const systems: Names = [
  [/\bWindows\b/, "Windows"],
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bMac OS X\b|\bMacintosh\b/, "Mac"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/**
 * Enough to tell one's browsers apart; what a browser calls itself in full helps nobody.
 *
 * @returns such as "Firefox, Windows"; empty when nothing in it is known
 */
export function browserName(userAgent: string): string {
  return [browsers, systems].flatMap((names) => names.find(([token]) => token.test(userAgent))?.[1] ?? []).join(", ");
}
