import type { ComponentName } from "./challenges.ts";
import { componentNames } from "./component-names.gen.ts";

const names: ReadonlySet<string> = new Set(componentNames);

/** Whether a component is one of the protocol, and so has a step in the interface; of a newer server it may not. */
export function isComponent(name: string): name is ComponentName {
  return names.has(name);
}
