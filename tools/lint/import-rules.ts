import type { Import, SourceFile } from "../words/source-file.ts";

/** From the lowest to the highest: a layer imports itself and what is below it. */
const clientLayers = ["flow", "platform", "ui", "stages", "shell", "main"];
const serverLayers = ["store", "engine", "python", "policies", "stages", "services", "http", "demo", "main"];

interface Place {
  readonly wing:
    | "protocol"
    | "page"
    | "edge"
    | "client"
    | "server"
    | "gateway"
    | "captcha-frame"
    | "package"
    | "tools"
    | "elsewhere";
  readonly layer: string;
}

/** What is wrong with who imports whom, in sentences that say what to do; types count too. */
export function importFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.imports.flatMap((item) => {
      const fault = importFault(file.path, item);
      return fault ? [`${file.path} imports ${item.target}: ${fault}`] : [];
    }),
  );
}

/** What is wrong with one import of a file. */
export function importFault(path: string, item: Omit<Import, "start">): string | undefined {
  return item.isPackage ? packageFault(path, item) : pathFault(path, item.target);
}

/** Circles of imports that are there at run time, each told once. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const graph = new Map(
    files.map((file) => [file.path, file.imports.filter(isRuntimePath).map(({ target }) => target)]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      const circle = [...trail.slice(trail.indexOf(path)), path].join(" → ");
      cycles.push(`${circle}: break the circle; move what both need to a file of its own`);
    }
    if (done.has(path)) return;
    done.add(path);
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
}

/** Lit in what the page's boot script imports at once: compatibility mode has to load its polyfill before Lit. */
export function bootFaults(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set(["src/client/main.ts"]);
  // A Set visits what is added while it is being walked.
  for (const path of reached) {
    for (const { target, isDynamic } of (byPath.get(path)?.imports ?? []).filter(isRuntimePath)) {
      if (!isDynamic) reached.add(target);
    }
  }
  return [...reached].flatMap((path) =>
    (byPath.get(path)?.imports ?? [])
      .filter((item) => item.isPackage && !item.isType && isLit(item.target))
      .map(({ target }) => `${path} imports ${target} and is part of src/client/main.ts: import it on demand there`),
  );
}

function pathFault(from: string, to: string): string | undefined {
  const source = place(from);
  const target = place(to);
  if (/(^|\/)main\.ts$/.test(to)) return "nothing imports a composition root; move what you need into a layer";
  if (source.wing === "protocol" && target.wing !== "protocol")
    return "protocol is the ground floor and imports nothing else";
  if (source.wing !== target.wing && (source.wing === "captcha-frame" || target.wing === "captcha-frame")) {
    if (source.wing === "captcha-frame" && target.wing === "protocol") return undefined;
    return "the captchas' document runs apart: it shares src/protocol with the page, and nothing else";
  }
  if (target.wing === "package" && source.wing !== "package")
    return "package is what others install; what our pages need belongs to src/client";
  if (target.wing === "tools") return "tools build, measure and test the product; it needs none of them";
  if (source.wing === "package") {
    const isBelow = ["package", "client", "protocol"].includes(target.wing);
    return isBelow ? undefined : "package is for browsers; it knows src/client and src/protocol";
  }
  if (source.wing === "page" && target.wing !== "page") {
    return target.wing === "protocol" ? undefined : "whoever serves pages uses page; it knows src/protocol alone";
  }
  if (source.wing === "edge" && target.wing !== "edge") {
    const isBelow = target.wing === "protocol" || target.wing === "page";
    return isBelow ? undefined : "edge is what servers have in common; it knows src/protocol and src/page alone";
  }
  if (source.wing === "gateway" && target.wing !== "gateway") {
    const isBelow = ["protocol", "page", "edge"].includes(target.wing);
    return isBelow ? undefined : "the gateway has no executor and no database; move what both servers need to src/edge";
  }
  if (source.wing === "server" && target.wing === "edge") return undefined;
  if (source.wing === "server" && target.wing === "page") {
    if (["http", "demo", "main"].includes(source.layer)) return undefined;
    return `${source.layer} makes no pages; leave that to http`;
  }
  if (source.wing !== target.wing && (source.wing === "client" || source.wing === "server")) {
    if (target.wing === "protocol") return undefined;
    return "client and server know only src/protocol of each other; move what both need there";
  }
  if (source.wing !== target.wing || (source.wing !== "client" && source.wing !== "server")) return undefined;
  if (/^src\/server\/(cli|command-line)\.ts$/.test(from) && (target.layer === "http" || target.layer === "demo"))
    return "the command line needs no HTTP; move what you need to services";
  const layers = source.wing === "client" ? clientLayers : serverLayers;
  if (layers.indexOf(target.layer) > layers.indexOf(source.layer)) {
    return `${source.layer} is below ${target.layer}; move it down, or hand it in by constructor, property or context`;
  }
  return source.layer === "stages" && target.layer === "stages" ? stageFault(source.wing, from, to) : undefined;
}

/** Stages know nothing of each other, but each its styles; on the server, files beside them that are no stage may serve several. */
function stageFault(wing: string, from: string, to: string): string | undefined {
  const [source = "", target = ""] = [from, to].map((path) => path.split("/")[3]);
  if (target === source.replace(/\.ts$/, ".styles.ts")) return undefined;
  if (source === target || source === "registry.ts" || target === "registry.ts") return undefined;
  if (wing === "server" && !/-stage(\.ts)?$/.test(target)) return undefined;
  return `a stage imports no other stage; what two need goes to ${wing === "client" ? "ui or platform" : "a file that is no stage, or to engine"}`;
}

function packageFault(from: string, { target, isType }: Omit<Import, "start">): string | undefined {
  const { wing, layer } = place(from);
  if (wing === "protocol" || wing === "captcha-frame") return `${wing} needs no package`;
  if (wing === "page") {
    const isHtml = target === "hono/html" || target === "hono/utils/html";
    return isHtml ? undefined : "page is HTML made with hono/html, and needs no other package, nor Node";
  }
  if ((wing === "gateway" || wing === "edge") && /^(libsql|@node-rs\/argon2|pyodide|nodemailer)$/.test(target))
    return `${wing} starts in a moment and keeps nothing; what needs ${target} belongs to src/server`;
  if (wing !== "client") return isNodeWing(wing) && isLit(target) ? "the server renders without Lit" : undefined;
  if (target.startsWith("node:")) return "there is no Node in a browser";
  if (!isLit(target) || target.endsWith("/polyfill-support.js")) return undefined;
  if (layer === "flow" || layer === "platform") return `${layer} knows nothing of Lit; render in ui and above`;
  return layer === "main" && !isType ? "the boot script comes before Lit; import it on demand" : undefined;
}

function isNodeWing(wing: Place["wing"]): boolean {
  return wing === "server" || wing === "gateway" || wing === "edge";
}

function isLit(module: string): boolean {
  return /^(lit|lit-html|lit-element|@lit\/[^/]+)(\/|$)/.test(module);
}

function isRuntimePath({ isPackage, isType }: Import): boolean {
  return !isPackage && !isType;
}

/** Files right in `src/client` and `src/server` belong to the composition root. */
function place(path: string): Place {
  const [top, wing, layer, ...rest] = path.split("/");
  if (top === "tools") return { wing: "tools", layer: "" };
  if (top !== "src" || !isWing(wing)) return { wing: "elsewhere", layer: "" };
  return { wing, layer: rest.length > 0 && layer ? layer : "main" };
}

function isWing(name: string | undefined): name is Exclude<Place["wing"], "tools" | "elsewhere"> {
  return (
    name !== undefined &&
    ["protocol", "page", "edge", "client", "server", "gateway", "captcha-frame", "package"].includes(name)
  );
}
