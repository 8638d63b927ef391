import type { TestRunnerPlugin } from "@web/test-runner";
import { captchaFrameFile } from "../build/captcha-frame.ts";

/** Serves the document that captchas run in at its own address, as the build makes it. */
export function captchaFrameFiles(): TestRunnerPlugin {
  return { name: "captcha-frame-files", serve: ({ path }) => captchaFrameFile(path) };
}
