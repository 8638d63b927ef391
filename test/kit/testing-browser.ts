/** `flow-interface/testing` in browsers: what needs no Node. */
export { fixtures, type Fixture } from "./fixtures.ts";
export { mockFlow, type MockFlow, type MockFlowOptions, type RoutedRequest } from "./mock-flow.ts";

/** The executor runs in Node: there is none here. */
export function createTestExecutor(): never {
  throw new Error(
    "createTestExecutor runs in Node. In a browser use mockFlow, or an executor that a test in Node has started.",
  );
}
