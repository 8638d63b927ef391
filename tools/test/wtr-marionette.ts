import type { TestRunnerPlugin } from "@web/test-runner";
import { Marionette } from "./marionette.ts";

/** What a test sends with `executeServerCommand("marionette", …)`. */
interface Payload {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Opens Firefox's own protocol to tests in it: virtual authenticators, which its WebDriver BiDi does not know. */
export function marionetteCommand(port: number): TestRunnerPlugin<Payload> {
  const marionette = new Marionette(port);
  return {
    name: "marionette-command",
    async executeCommand({ command, payload, session }) {
      if (command !== "marionette") return undefined;
      if (!payload || session.browser.name !== "Firefox") throw new Error("marionette: only in Firefox");
      return { result: await marionette.send(payload.name, payload.params) };
    },
  };
}
