/** Composition root of the page; the build puts it into the page itself. */
import { startPage } from "./shell/start-page.ts";

await startPage(location);
