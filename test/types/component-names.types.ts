/** The list of components that runs, against the type that compiles: both are generated, and neither may know more than the other. */
import type { ComponentName } from "../../src/protocol/challenges.ts";
import type { componentNames } from "../../src/protocol/component-names.gen.ts";

type Listed = (typeof componentNames)[number];

export const listed: Readonly<Record<ComponentName, true>> = {} as Readonly<Record<Listed, true>>;
export const known: Readonly<Record<Listed, true>> = {} as Readonly<Record<ComponentName, true>>;
