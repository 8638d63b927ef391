import { StartupError } from "../edge/startup-error.ts";
import { runCommand } from "./command-line.ts";

try {
  process.exitCode = await runCommand(process.argv.slice(2), process);
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
