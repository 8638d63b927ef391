/** What ShadyDOM adds to nodes and to itself, as far as it is needed here. */
interface ShadyNode {
  __shady_removeChild?: (this: Node, child: Node, ...more: unknown[]) => Node;
}
interface Shady {
  wrap?(node: Node): Node;
}

/**
 * Lets a page remove an element that it has moved before: ShadyDOM has looked at the parents that it has put elements into itself, and throws
 * where it is to take one out of another. To ask a parent for its root is to look at it.
 */
export function watchMovedHosts(): void {
  const prototype = Node.prototype as ShadyNode;
  const remove = prototype.__shady_removeChild;
  if (!remove) return;
  prototype.__shady_removeChild = function (child, ...more) {
    (window.ShadyDOM as Shady | undefined)?.wrap?.(this).getRootNode();
    return remove.call(this, child, ...more);
  };
}
