// What the client adds to `window`, for tests that look at it in a page.
import type {} from "../../src/client/platform/host-config.ts";
