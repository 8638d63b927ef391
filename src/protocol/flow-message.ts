/** What a page of a flow in a frame tells the page around it, by `postMessage`; each has `source: "flow-interface"` besides. */
export type FlowMessage =
  /** The flow is there and can be used. */
  | { readonly type: "ready" }
  /** What the frame needs to show without scrolling, in CSS pixels. */
  | { readonly type: "height"; readonly height: number }
  /** A step shows: the component of its challenge, and its title. */
  | { readonly type: "step"; readonly component: string; readonly title: string }
  /** The flow is done here, and the frame goes on to a page of this origin; its path and query may hold secrets and are not told. */
  | { readonly type: "leaving"; readonly origin: string };

/** @returns the message, where it is one; nothing of it is trusted but its type */
export function readFlowMessage(data: unknown): FlowMessage | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { source, type, height, component, title, origin } = data as Readonly<Record<string, unknown>>;
  if (source !== "flow-interface") return undefined;
  switch (type) {
    case "ready":
      return { type };
    case "height":
      return typeof height === "number" && height > 0 && Number.isFinite(height) ? { type, height } : undefined;
    case "step":
      return typeof component === "string" && typeof title === "string" ? { type, component, title } : undefined;
    case "leaving":
      return typeof origin === "string" ? { type, origin } : undefined;
    default:
      return undefined;
  }
}
