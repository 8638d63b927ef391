/** Runs the test files that are named, one after the other in this one process: to start one for each takes longer than most of them do. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

for (const file of process.argv.slice(2)) await import(pathToFileURL(resolve(file)).href);
