import { html, type Html } from "../../../page/html.ts";
import type { DiagramEdge, DiagramGraph, DiagramNode } from "../../engine/flow-diagram.ts";

const width = 260;
const height = 56;
const gap = 44;
/** Room beside the nodes for what leads past them. */
const lane = 130;

interface Placed extends DiagramNode {
  readonly x: number;
  readonly y: number;
}

/** Draws a flow from top to bottom: what was let through goes straight down, what was denied passes by at the side. */
export function diagramSvg({ nodes, edges }: DiagramGraph): Html {
  const placed = place(nodes);
  const byId = new Map(placed.map((node) => [node.id, node]));
  const bottom = Math.max(...placed.map(({ y }) => y)) + height;
  const size = { width: lane + width + lane, height: bottom + 8 };
  const lines = edges.map((edge) => drawEdge(edge, byId));
  return html`<svg class="diagram" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${describe(nodes)}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
${lines}
${placed.map(drawNode)}
</svg>`;
}

/** One under the other, in the order in which they are looked at: the policies of a stage before it. */
function place(nodes: readonly DiagramNode[]): Placed[] {
  return nodes
    .filter(({ kind }) => kind !== "anchor")
    .map((node, index) => ({ ...node, x: lane, y: 4 + index * (height + gap) }));
}

function drawNode({ kind, label, x, y }: Placed): Html {
  const middle = x + width / 2;
  const [first = "", ...rest] = label;
  const second = rest.join(" ");
  const name = second.length > 34 ? `${second.slice(0, 33)}…` : second;
  return html`<g class="${kind}">${shape(kind, x, y)}
<text x="${middle}" y="${second ? y + 23 : y + 33}">${first}</text>${second ? html`<text class="name" x="${middle}" y="${y + 42}">${name}</text>` : ""}</g>`;
}

function shape(kind: DiagramNode["kind"], x: number, y: number): Html {
  if (kind === "policy" || kind === "requirement") {
    const cut = 18;
    const points = [
      [x + cut, y],
      [x + width - cut, y],
      [x + width, y + height / 2],
      [x + width - cut, y + height],
      [x + cut, y + height],
      [x, y + height / 2],
    ];
    return html`<polygon points="${points.map((point) => point.join(",")).join(" ")}"/>`;
  }
  const radius = kind === "stage" ? 12 : height / 2;
  return html`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
}

function drawEdge({ from, to, label }: DiagramEdge, byId: ReadonlyMap<string, Placed>): Html | undefined {
  const [start, end] = [byId.get(from), byId.get(to)];
  if (!start || !end) return undefined;
  const isDenied = label !== undefined && /denied|not fulfilled/.test(label);
  const isNext = Math.abs(end.y - start.y - height - gap) < 1;
  const kind = isDenied ? "denied" : "passed";
  if (isNext) {
    const x = start.x + width / 2;
    const shift = isDenied ? 40 : 0;
    return html`<path class="edge ${kind}" d="M${x + shift} ${start.y + height} V${end.y}"/>`;
  }
  // Past what lies between: denied on one side, the rest on the other.
  const side = isDenied ? 1 : -1;
  const edge = isDenied ? start.x + width : start.x;
  const far = edge + side * Math.min(lane - 20, 24 + (end.y - start.y) / 8);
  const [y1, y2] = [start.y + height / 2, end.y + height / 2];
  return html`<path class="edge ${kind}" d="M${edge} ${y1} C${far} ${y1} ${far} ${y1} ${far} ${y1 + 24} V${y2 - 24} C${far} ${y2} ${far} ${y2} ${edge} ${y2}"/>`;
}

function describe(nodes: readonly DiagramNode[]): string {
  return nodes.map(({ label }) => label.join(" ")).join(", then ");
}
