/** Something a diagram of a flow shows. */
export interface DiagramNode {
  readonly id: string;
  readonly kind: "requirement" | "anchor" | "policy" | "start" | "stage" | "end";
  /** Its lines. */
  readonly label: readonly string[];
}

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string | undefined;
}

/** A flow as a graph: what is looked at in which order, and where each answer leads. */
export interface DiagramGraph {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}
