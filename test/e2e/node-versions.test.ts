import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { startBuiltServer } from "../../tools/built-server.ts";
import { otherNode, otherNodes } from "../../tools/other-nodes.ts";
import { Visitor } from "./hostile/support/visitor.ts";

/** Its steps depend on expressions, so that Python has to run, too. */
const slug = "default-authentication-flow-mfa";

for (const [major, version] of Object.entries(otherNodes)) {
  const program = otherNode(major);
  const skip = program === undefined && `Node ${major} is not there: run \`npm run other-nodes\``;
  test(
    `the built server runs with Node ${major}: a person signs in, and expressions are evaluated`,
    { skip },
    async () => {
      assert.ok(program);
      assert.equal(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout.trim(), `v${version}`);
      const server = await startBuiltServer({}, program);
      try {
        const visitor = new Visitor(server.port);
        assert.equal((await visitor.signIn("user", server.password)).component, "xak-flow-redirect");
        const factor = await new Visitor(server.port).signIn("user", server.password, slug);
        assert.equal(factor.component, "ak-stage-authenticator-validate");
        assert.ok(server.isRunning());
      } finally {
        await server.stop();
      }
      assert.doesNotMatch(server.log(), /^error |Warning:/m);
    },
  );
}
