/** An address, `/silence`, that takes requests and never answers them, for tests that wait for somebody in vain. */
export function silence(): (context: { readonly path: string }, next: () => Promise<void>) => Promise<void> {
  return ({ path }, next) => (path === "/silence" ? new Promise(() => undefined) : next());
}
