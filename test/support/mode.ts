/** Compatibility mode, as the page that runs the tests has it. */
export const isCompatibility = window.ShadyDOM?.force === true;

/** Loads the element the way the page does: in compatibility mode the polyfill comes first. */
export async function loadExecutor(): Promise<void> {
  if (isCompatibility && !("inUse" in (window.ShadyDOM ?? {})))
    await import("../../src/client/platform/compatibility.ts");
  await import("../../src/client/shell/flow-executor.ts");
  // What a page loads when it comes up is there, so that each state shows at once.
  const { loadProblemText } = await import("../../src/client/ui/text/problem-text.ts");
  await loadProblemText({ code: "rejected" });
}
