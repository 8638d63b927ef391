import { FlowExecutor } from "./executor.ts";

export { FlowExecutor };

customElements.define("ak-flow-executor", FlowExecutor);

declare global {
  interface HTMLElementTagNameMap {
    "ak-flow-executor": FlowExecutor;
  }
}
