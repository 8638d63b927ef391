/** `flow-interface`: defines `<ak-flow-executor>` when it is imported. */
import { defineFlow } from "./define.ts";

export * from "./define.ts";

defineFlow();
