import type { FlowExecutor } from "./flow-executor.ts";

/**
 * Says on the keys of touch screens what Enter does in the two inputs of the form: on to the password where that is there to be typed, else
 * on with the flow. The keys of a page that has just loaded are not up yet, so that this can wait until after the first form.
 */
export function startEnterKey(executor: FlowExecutor, signal: AbortSignal): void {
  const show = (): void => {
    const selector = ".ak-identity input, .ak-credential:not([inert]) input";
    const inputs = [...executor.querySelectorAll<HTMLInputElement>(selector)];
    for (const input of inputs) input.enterKeyHint = input === inputs.at(-1) ? "go" : "next";
  };
  show();
  executor.addEventListener("ak-flow-shown", show, { signal });
}
