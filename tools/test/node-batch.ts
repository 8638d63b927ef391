/**
 * Runs the test files that are named, one after the other in this one process: to start one for each takes longer than most of them do. None
 * begins before all are loaded: to load one stops everything else in the process, and what a test has just sent would wait for it.
 */
import { before } from "node:test";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

let begin: () => void = () => undefined;
const loaded = new Promise<void>((resolve) => (begin = resolve));
before(() => loaded);

for (const file of process.argv.slice(2)) await import(pathToFileURL(resolve(file)).href);
begin();
