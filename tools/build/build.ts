/** `npm run build`: the interface to `dist/client`, the embedded executor to `dist/server`. */
import { build } from "vite";
import { compileWords } from "../words/compile.ts";
import { buildServer } from "./build-server.ts";

// Before the configuration is read: the server for development, which it names, imports the languages.
compileWords();

await build({ logLevel: "warn" });
await buildServer();
