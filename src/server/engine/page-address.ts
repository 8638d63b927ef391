import { sentence } from "../../protocol/locales/words.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import { type Field, invalid, text, valid } from "./fields.ts";

/** Where a browser gets a picture or a page from, on this site or another; nothing in it runs a script in ours. */
const schemes = /^(https?:|data:image\/)/i;

/** The address of a picture or a page; may be blank, and relative. */
export function pageAddress(): Field<string> {
  const inner = text({ blank: true });
  return {
    parse(value) {
      const parsed = inner.parse(value);
      if (!parsed.ok || schemes.test(parseUrl(parsed.value, "https://site.invalid")?.href ?? ""))
        return parsed.ok ? valid(parsed.value) : parsed;
      return invalid(sentence("Use an address that begins with https:// or with a slash."));
    },
  };
}
