/**
 * Compatibility mode: forces the ShadyDOM polyfill, so that the whole page is one plain tree for password managers, embedded web views
 * and scripts. Has to be evaluated before the first module of Lit, and only in this mode.
 */
import "./compatibility-flags.ts";
import "@webcomponents/webcomponentsjs/bundles/webcomponents-sd.js";
import "@lit/reactive-element/polyfill-support.js";
import "lit-html/polyfill-support.js";
import "lit-element/polyfill-support.js";
import { keepFocus } from "./keep-focus.ts";
import { watchMovedHosts } from "./moved-hosts.ts";

keepFocus();
watchMovedHosts();
