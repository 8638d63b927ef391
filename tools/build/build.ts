/** `npm run build`: the interface to `dist/client`, the embedded executor to `dist/server`. */
import { build } from "vite";
import { buildServer } from "./build-server.ts";

await build({ logLevel: "warn" });
await buildServer();
