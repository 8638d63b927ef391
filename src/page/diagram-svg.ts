import type { DiagramEdge, DiagramGraph, DiagramNode } from "../protocol/flow-graph.ts";
import { html, type Html, trustedHtml } from "./html.ts";
import { themeProperties } from "./theme.ts";

const width = 340;
/** Of a node with two lines; each further line adds one. */
const height = 56;
const lineHeight = 17;
/** Characters that go into a line of a node. */
const lineLength = 36;
const gap = 44;
/** Room beside the nodes for what leads past them. */
const lane = 130;

interface Placed extends DiagramNode {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Its place in the order. */
  readonly index: number;
  /** Its name, in as many lines as it takes: what is cut nobody can tell from its neighbour. */
  readonly name: readonly string[];
}

/**
 * Draws a flow from top to bottom: what was let through goes straight down, what was denied passes by at the side.
 *
 * @param description what whoever does not see it is told
 */
export function diagramSvg({ nodes, edges }: DiagramGraph, description = describe(nodes)): Html {
  const placed = place(nodes);
  const byId = new Map(placed.map((node) => [node.id, node]));
  const bottom = Math.max(...placed.map((node) => node.y + node.height));
  const size = { width: lane + width + lane, height: bottom + 8 };
  const lines = edges.map((edge) => drawEdge(edge, byId));
  return html`<svg class="diagram" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${description}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
${lines}
${placed.map(drawNode)}
</svg>`;
}

/** The looks of a diagram, for whatever it stands in. */
export const diagramStyle = `
.diagram { font: 600 13px system-ui, sans-serif; }
.diagram text { fill: var(--text); text-anchor: middle; font-weight: 400; fill: var(--muted); }
.diagram text.name { fill: var(--text); font-weight: 600; unicode-bidi: plaintext; }
.diagram rect, .diagram polygon { fill: var(--raised); stroke: var(--border); stroke-width: 1.5; }
.diagram .policy polygon, .diagram .requirement polygon { fill: var(--condition); }
.diagram .start rect, .diagram .end rect { fill: var(--terminal); }
.diagram .edge { fill: none; stroke: var(--muted); stroke-width: 1.5; marker-end: url(#arrow); }
.diagram .edge.denied { stroke: var(--danger); stroke-dasharray: 5 4; }
.diagram marker path { fill: var(--muted); }`;

/** A diagram as a file of its own, light or dark as whoever looks at it has it. */
export function diagramFile(graph: DiagramGraph): string {
  const style = `:root { color-scheme: light dark; background: light-dark(white, black); ${themeProperties} }${diagramStyle}`;
  const drawing = diagramSvg(withoutControls(graph)).toString();
  return `${drawing.replace(/^<svg [^>]*>/, (start) => `${start}\n${html`<style>${trustedHtml(style)}</style>`.toString()}`)}\n`;
}

/** XML has no way to write most characters that control something, nor halves of others. */
function withoutControls({ nodes, edges }: DiagramGraph): DiagramGraph {
  const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD");
  return { nodes: nodes.map((node) => ({ ...node, label: node.label.map(clean) })), edges };
}

/** One under the other, in the order in which they are looked at: the policies of a stage before it. */
function place(nodes: readonly DiagramNode[]): Placed[] {
  let y = 4;
  return nodes
    .filter(({ kind }) => kind !== "anchor")
    .map((node, index) => {
      const name = inLines(node.label.slice(1).join(" "));
      const placed = { ...node, x: lane, y, index, name, height: height + Math.max(0, name.length - 1) * lineHeight };
      y += placed.height + gap;
      return placed;
    });
}

/** Breaks a name where words end or names are put together, and where there is no such place, anywhere. */
function inLines(name: string): string[] {
  const pieces = (name.match(/[^\s\-_.]*[\s\-_.]*/g) ?? []).flatMap((piece) => piece.match(/.{1,36}/gu) ?? []);
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + piece.trimEnd().length <= lineLength)
      lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines;
}

function drawNode(node: Placed): Html {
  const { kind, label, name, y } = node;
  const middle = node.x + width / 2;
  const line = (text: string, index: number): Html =>
    html`<text class="name" x="${middle}" y="${y + 42 + index * lineHeight}">${text.trimEnd()}</text>`;
  return html`<g class="${kind}">${shape(node)}
<text x="${middle}" y="${name.length > 0 ? y + 23 : y + 33}">${label[0]}</text>${name.map(line)}</g>`;
}

function shape({ kind, x, y, height: tall }: Placed): Html {
  if (kind === "policy" || kind === "requirement") {
    const cut = 18;
    const points = [
      [x + cut, y],
      [x + width - cut, y],
      [x + width, y + tall / 2],
      [x + width - cut, y + tall],
      [x + cut, y + tall],
      [x, y + tall / 2],
    ];
    return html`<polygon points="${points.map((point) => point.join(",")).join(" ")}"/>`;
  }
  const radius = kind === "stage" ? 12 : height / 2;
  return html`<rect x="${x}" y="${y}" width="${width}" height="${tall}" rx="${radius}"/>`;
}

function drawEdge({ from, to, label }: DiagramEdge, byId: ReadonlyMap<string, Placed>): Html | undefined {
  const [start, end] = [byId.get(from), byId.get(to)];
  if (!start || !end) return undefined;
  const isDenied = label !== undefined && /denied|not fulfilled/.test(label);
  const isNext = end.index === start.index + 1;
  const kind = isDenied ? "denied" : "passed";
  if (isNext) {
    const x = start.x + width / 2;
    const shift = isDenied ? 40 : 0;
    return html`<path class="edge ${kind}" d="M${x + shift} ${start.y + start.height} V${end.y}"/>`;
  }
  // Past what lies between: denied on one side, the rest on the other.
  const side = isDenied ? 1 : -1;
  const edge = isDenied ? start.x + width : start.x;
  const far = edge + side * Math.min(lane - 20, 24 + (end.y - start.y) / 8);
  const [y1, y2] = [start.y + start.height / 2, end.y + end.height / 2];
  return html`<path class="edge ${kind}" d="M${edge} ${y1} C${far} ${y1} ${far} ${y1} ${far} ${y1 + 24} V${y2 - 24} C${far} ${y2} ${far} ${y2} ${edge} ${y2}"/>`;
}

function describe(nodes: readonly DiagramNode[]): string {
  return nodes.map(({ label }) => label.join(" ")).join(", then ");
}
