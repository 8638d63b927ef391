/** `npm run build`: the interface to `dist/client`, the embedded executor to `dist/server`. */
import { build } from "vite";
import { compileWords } from "../words/compile.ts";
import { buildServer } from "./build-server.ts";

// Before the configuration is read: the server for development, which it names, imports the languages.
compileWords();

// Read as it is: to bundle it takes seconds, and says so when it takes long.
await build({ logLevel: "warn", configLoader: "native" });
await buildServer();
