import type { Model } from "./model.ts";

/**
 * Handlers by the name of their model, which is said nowhere else.
 *
 * @throws {Error} when two have the same: one of them would never be asked
 */
export function byModelName<H extends { readonly model: Model }>(handlers: readonly H[]): Readonly<Record<string, H>> {
  const named = new Map<string, H>();
  for (const handler of handlers) {
    const { name } = handler.model;
    if (named.has(name)) throw new Error(`There are two handlers for ${name}.`);
    named.set(name, handler);
  }
  return Object.fromEntries(named);
}
