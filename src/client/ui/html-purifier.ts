import createPurifier, { type Config } from "dompurify";
import { parseUrl } from "../../protocol/parse-url.ts";
import { contextOf } from "./controllers/flow-context-consumer.ts";

/** What text that somebody wrote for a form may hold. No `h1`: that is the step's own title. */
const config = {
  ALLOWED_TAGS: [
    ..."#text a abbr b bdi bdo blockquote br caption center cite code dd del details dfn div dl dt em figcaption figure".split(
      " ",
    ),
    ..."h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup".split(" "),
    ..."table tbody td tfoot th thead time tr u ul var wbr".split(" "),
  ],
  ALLOWED_ATTR: [
    "alt",
    "colspan",
    "dir",
    "height",
    "href",
    "lang",
    "open",
    "rowspan",
    "scope",
    "src",
    "start",
    "target",
    "title",
    "width",
  ],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config;

/** In a page of its own, the title and what is around the text may stay: they are read, and never shown. */
const pageConfig = {
  ...config,
  ALLOWED_TAGS: [...config.ALLOWED_TAGS, "footer", "h1", "header", "main", "nav"],
  ALLOWED_ATTR: ["role"],
} satisfies Config;

const linkSchemes: ReadonlySet<string> = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Makes nodes of HTML that somebody else wrote: what could run, be filled in, or look like a part of our page is left out. */
export class HtmlPurifier {
  readonly #purifier = createPurifier(window);
  /** Where a server of another origin is mounted: what it says is about its own addresses, and not about the page's. */
  #server: URL | undefined;

  constructor() {
    this.#purifier.addHook("afterSanitizeAttributes", (element) => restrict(element, this.#server));
  }

  /** @param host the element that it is for, in the flow whose server has sent it */
  purify(text: string, host?: unknown): DocumentFragment {
    const base = host instanceof Element ? contextOf(host)?.base : undefined;
    const server = parse(base ?? "", document.baseURI);
    this.#server = server?.origin === new URL(document.baseURI).origin ? undefined : server;
    return this.#purifier.sanitize(text, config);
  }

  /** The same of a whole page, to read in and not to show. */
  purifyPage(text: string): DocumentFragment {
    // Styles go beforehand: browsers report each of them as forbidden, even where nothing is shown.
    return this.#purifier.sanitize(text.replace(/\sstyle=("[^"]*"|'[^']*')/gi, ""), pageConfig);
  }
}

function restrict(element: Element, server: URL | undefined): void {
  if (server) {
    for (const name of ["href", "src"]) {
      const address = parse(element.getAttribute(name) ?? "", server.href);
      if (address && element.hasAttribute(name)) element.setAttribute(name, address.href);
    }
  }
  const link = element.getAttribute("href");
  if (link !== null) {
    if (!linkSchemes.has(schemeOf(link))) element.removeAttribute("href");
    element.setAttribute("rel", "noopener noreferrer");
    if (element.getAttribute("target") !== "_blank") element.removeAttribute("target");
  }
  const source = element.getAttribute("src");
  if (source !== null && !isPicture(source, server)) element.remove();
  // What its author says nothing about is taken for decoration, rather than for its address read aloud.
  if (element.localName === "img" && !element.hasAttribute("alt")) element.setAttribute("alt", "");
}

/** Pictures of the server, of others only encrypted, or in the text itself. */
function isPicture(source: string, server: URL | undefined): boolean {
  const url = parse(source);
  if (!url) return false;
  if (url.protocol === "data:") return url.pathname.startsWith("image/");
  return url.protocol === "https:" || url.origin === (server ?? new URL(document.baseURI)).origin;
}

function schemeOf(link: string): string {
  return parse(link)?.protocol ?? "";
}

/** As the page reads it: the element stands in a document of the purifier's own. */
function parse(url: string, base = document.baseURI): URL | undefined {
  return parseUrl(url, base);
}
