/**
 * Fails a test file on errors that nobody caught, and on what the page's policy blocked, also when they arise between two tests or after the last one, where mocha does not
 * look. `tools/test/web-test-runner.config.mjs` adds this to every file.
 */
const uncaught: unknown[] = [];

// Chromium reports an observer that needs another frame as an error; it is none.
addEventListener("error", ({ error, message }) => {
  if (!message.startsWith("ResizeObserver loop")) uncaught.push(error ?? message);
});
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample, sourceFile, lineNumber }) => {
  // The purifier reads what it cleans into a document in which nothing runs; the browser tells of that, too. The other one is only in tests.
  if (/\/node_modules\/(dompurify|axe-core)\//.test(sourceFile)) return;
  uncaught.push(`${violatedDirective} blocked ${blockedURI} ${sample} (${sourceFile}:${lineNumber})`);
});
addEventListener("unhandledrejection", ({ reason }) => uncaught.push(reason));

after("nothing is left uncaught", async () => {
  // One turn of the event loop: rejections are reported at the end of the turn that made them.
  await new Promise((resolve) => setTimeout(resolve));
  const different = [...new Set(uncaught.map(String))];
  if (different.length > 0) throw new AggregateError(uncaught, `uncaught: ${different.join("; ")}`);
});
