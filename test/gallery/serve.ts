/** `npm run gallery`: every state of every step, to look at and try out. Ctrl+C ends it. */
import { serveGallery } from "./server.ts";

const { url } = await serveGallery();
console.log(`The gallery: ${url}`);
