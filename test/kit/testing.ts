/** `flow-interface/testing`: the embedded executor in a test's own process, made-up flows, and a challenge of every component. */
export { fixtures, type Fixture } from "./fixtures.ts";
export { mockFlow, type MockFlow, type MockFlowOptions, type RoutedRequest } from "./mock-flow.ts";
export {
  createTestExecutor,
  type TestAccount,
  type TestExecutor,
  type TestExecutorOptions,
  type TestMessage,
} from "./test-executor.ts";
export type { TestBrowser } from "./test-browser.ts";
export { type PasskeyAnswers, TestPasskey } from "./test-passkey.ts";
