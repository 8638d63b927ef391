/** `flow.min.js`: the element and what stages are made with, for a page without a build. */
export * from "./register.ts";
export * from "./stage.ts";
