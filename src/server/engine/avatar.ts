import { createHash } from "node:crypto";
import { escapeHtml } from "./escape-html.ts";

/** Shown where nobody is known. */
export const anonymousAvatar = "/static/dist/assets/images/user_default.png";

/** A picture of two initials as a data URI; the same name has the same colour everywhere. */
export function initialsAvatar(name: string): string {
  const words = name.split(/[\s._@-]+/u).filter(Boolean);
  const letters =
    words.length > 1
      ? [words[0], words.at(-1)].map((word) => Array.from(word ?? "")[0])
      : Array.from(words[0] ?? "").slice(0, 2);
  const initials = escapeHtml(letters.join("").toUpperCase());
  const hue = createHash("md5").update(name).digest().readUInt16BE(0) % 360;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">` +
    `<rect width="64" height="64" fill="hsl(${hue} 45% 35%)"/>` +
    `<text x="32" y="32" dy=".35em" fill="#fff" font-family="sans-serif" font-size="26" text-anchor="middle">${initials}</text></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}
