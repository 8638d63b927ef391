/** What a screen reader reads of a page: Chromium's accessibility tree, in its order, as lines of text. */
import type { CDPSession } from "playwright-core";

/** One thing that is read. */
export interface Line {
  readonly text: string;
  /** The element it stands for, to find where it is on the screen. */
  readonly node: number | undefined;
}

interface AxValue {
  readonly value?: unknown;
}

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: AxValue;
  readonly name?: AxValue;
  readonly description?: AxValue;
  readonly value?: AxValue;
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[];
  readonly childIds?: readonly string[];
  readonly backendDOMNodeId?: number;
}

/** Nothing is said of what only holds other things. */
const silent = new Set(["RootWebArea", "generic", "none", "paragraph", "LineBreak", "InlineTextBox", "LabelText"]);
/** Their text is their name. */
const whole = new Set([
  "heading",
  "link",
  "button",
  "textbox",
  "checkbox",
  "radio",
  "combobox",
  "image",
  "StaticText",
  "option",
  "spinbutton",
]);

/** Reads the page from its first to its last word. */
export async function readPage(session: CDPSession): Promise<Line[]> {
  const { nodes } = (await session.send("Accessibility.getFullAXTree")) as { nodes: AxNode[] };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: Line[] = [];
  const walk = (node: AxNode, isInLabel: boolean): void => {
    const role = textOf(node.role);
    // A label is read as the name of its field.
    const isName = isInLabel && role === "StaticText";
    if (!node.ignored && !silent.has(role) && !isName) {
      const text = lineOf(node, role);
      if (text !== "") lines.push({ text, node: node.backendDOMNodeId });
    }
    if (!node.ignored && whole.has(role)) return;
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) walk(child, isInLabel || role === "LabelText");
    }
  };
  const [root] = nodes;
  if (root) walk(root, false);
  return lines;
}

function lineOf(node: AxNode, role: string): string {
  const name = textOf(node.name).replaceAll(/\s+/g, " ").trim();
  if (role === "StaticText") return name && `“${name}”`;
  const words = [role, name && `“${name}”`];
  const value = textOf(node.value);
  if (value !== "") words.push(`filled with “${value}”`);
  const description = textOf(node.description);
  if (description !== "") words.push(`described as “${description}”`);
  for (const {
    name: property,
    value: { value: setting },
  } of node.properties ?? []) {
    if (property === "level" && role === "heading") words.splice(1, 0, String(setting));
    else if (["required", "disabled", "focused", "busy", "readonly"].includes(property) && setting === true)
      words.push(property);
    else if (property === "invalid" && setting !== "false") words.push("invalid");
    else if (["checked", "expanded", "pressed"].includes(property)) words.push(`${property}: ${String(setting)}`);
  }
  return words.filter((word) => word !== "").join(" ");
}

/** What has the focus, as it is read out. */
export async function readFocus(session: CDPSession): Promise<string> {
  const { result } = await session.send("Runtime.evaluate", {
    expression: `(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element === document.body ? null : element;
    })()`,
  });
  if (result.objectId === undefined) return "nothing";
  const { nodes } = (await session.send("Accessibility.getPartialAXTree", {
    objectId: result.objectId,
    fetchRelatives: false,
  })) as { nodes: AxNode[] };
  const node = nodes.find(({ ignored }) => !ignored);
  return node ? `${textOf(node.role)} “${textOf(node.name)}”` : "nothing that is read";
}

/**
 * Where what is read stands on the screen.
 *
 * @returns what is read before something that stands above it, or beside it where one begins to read
 */
export async function orderFaults(session: CDPSession, lines: readonly Line[], dir: "ltr" | "rtl"): Promise<string[]> {
  const faults: string[] = [];
  let last: { readonly text: string; readonly box: Box } | undefined;
  for (const { text, node } of lines) {
    const box = node === undefined ? undefined : await boxOf(session, node);
    if (!box) continue;
    if (last && isBefore(box, last.box, dir)) faults.push(`${text} is read after ${last.text}, and stands before it`);
    last = { text, box };
  }
  return faults;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** @returns nothing for what cannot be seen, such as a link that shows when it has the focus, and for what floats above the page */
async function boxOf(session: CDPSession, backendNodeId: number): Promise<Box | undefined> {
  try {
    if (await isFloating(session, backendNodeId)) return undefined;
    const { quads } = await session.send("DOM.getContentQuads", { backendNodeId });
    const xs = quads.flatMap((quad) => quad.filter((_, index) => index % 2 === 0));
    const ys = quads.flatMap((quad) => quad.filter((_, index) => index % 2 === 1));
    const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    return box.right - box.left > 1 && box.bottom - box.top > 1 && box.bottom > 0 ? box : undefined;
  } catch {
    return undefined; // It has no box.
  }
}

async function isFloating(session: CDPSession, backendNodeId: number): Promise<boolean> {
  const { object } = await session.send("DOM.resolveNode", { backendNodeId });
  const { result } = await session.send("Runtime.callFunctionOn", {
    ...(object.objectId !== undefined && { objectId: object.objectId }),
    functionDeclaration: `function () {
      let element = this instanceof Element ? this : this.parentElement;
      while (element && getComputedStyle(element).position !== "fixed") element = element.parentElement;
      return element !== null;
    }`,
    returnByValue: true,
  });
  return result.value === true;
}

function isBefore(box: Box, other: Box, dir: "ltr" | "rtl"): boolean {
  if (box.bottom <= other.top + 1) return true;
  const isBeside = box.top < other.bottom - 1 && other.top < box.bottom - 1;
  if (!isBeside) return false;
  return dir === "ltr" ? box.right <= other.left + 1 : box.left >= other.right - 1;
}

function textOf(value: AxValue | undefined): string {
  return typeof value?.value === "string" || typeof value?.value === "number" ? String(value.value) : "";
}
