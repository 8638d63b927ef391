import { describe, it } from "node:test";
import { demoPassword } from "../support/running-server.ts";
import { setUp } from "../support/set-up.ts";
import { ready } from "../support/sign-in.ts";
import { bothModes } from "./support/both-modes.ts";
import { Transcript } from "./support/transcript.ts";

const { server, visit } = setUp();

bothModes(server, () => {
  describe("by keyboard and screen reader", () => {
    it("a person signs in, after a wrong password", () =>
      visit(async ({ page }) => {
        await page.goto(server.flow("default-authentication-flow", "next=/if/user/"));
        await ready(page);
        const transcript = await Transcript.of(page);
        await transcript.step("Sign in");
        await transcript.type("user");
        await transcript.press("Enter");
        await transcript.step("Enter your password");
        await transcript.type("wrong");
        await transcript.press("Enter");
        await page.locator("[aria-invalid=true]").waitFor();
        await transcript.step("Enter your password");
        await transcript.type(demoPassword, "the password");
        await transcript.press("Enter");
        await transcript.arrives("/if/user/");
        transcript.compare("sign-in");
      }));
  });
});
