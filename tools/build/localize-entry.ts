/**
 * What the build takes for `@lit/localize`: `msg()` and `str` alone. The library's own entry offers all of its run time from one module,
 * and with the first translation all of that would be in the first form.
 */
export { msg } from "@lit/localize/init/install.js";
export { str } from "@lit/localize/internal/str-tag.js";
