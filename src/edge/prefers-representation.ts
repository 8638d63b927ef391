/** What a client sends that wants to see where its answer leads, and a server sends that has shown it (RFC 7240 §4.2). */
export const representation = "return=representation";

/** Whether a `Prefer` header asks for that. */
export function prefersRepresentation(header: string | undefined): boolean {
  return (header ?? "")
    .toLowerCase()
    .split(",")
    .some((preference) => /^\s*return\s*=\s*("representation"|representation)\s*(;|$)/.test(preference));
}
