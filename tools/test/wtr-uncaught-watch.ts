/**
 * Fails a test file on errors that nobody caught, also when they arise between two tests or after the last one, where mocha does not
 * look. `tools/test/web-test-runner.config.mjs` adds this to every file.
 */
const uncaught: unknown[] = [];

// Chromium reports an observer that needs another frame as an error; it is none.
addEventListener("error", ({ error, message }) => {
  if (!message.startsWith("ResizeObserver loop")) uncaught.push(error ?? message);
});
addEventListener("unhandledrejection", ({ reason }) => uncaught.push(reason));

after("nothing is left uncaught", async () => {
  // One turn of the event loop: rejections are reported at the end of the turn that made them.
  await new Promise((resolve) => setTimeout(resolve));
  if (uncaught.length > 0) throw new AggregateError(uncaught, `uncaught: ${uncaught.map(String).join("; ")}`);
});
