#!/usr/bin/env node
/** `flow-interface`: what can be done from a command line once the package is installed. */
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";

const usage = `Usage:
  flow-interface serve [FOLDER]   serves flows at http://127.0.0.1:9000/, those of the blueprints (*.yaml) in the folder among them
  flow-interface COMMAND …        what is done with files of flows: import, check, export and others, see flow-interface help

PORT, HOST, DATA_DIR and the other settings of the server come from the environment.
`;

const [command, folder, ...rest] = process.argv.slice(2);
if (command === undefined || (command === "serve" && rest.length > 0)) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else if (command === "serve") await serve(folder);
else await import("./cli.ts");

async function serve(blueprints: string | undefined): Promise<void> {
  if (blueprints !== undefined && !(existsSync(blueprints) && statSync(blueprints).isDirectory())) {
    process.stderr.write(`${blueprints} is no folder.\n`);
    process.exitCode = 1;
    return;
  }
  if (blueprints !== undefined) process.env.BLUEPRINTS_DIR = resolve(blueprints);
  // Beside this file, also when everything has been bundled.
  await import(new URL("./main.js", import.meta.url).href);
}
