import adapter from "@sveltejs/adapter-static";
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** @type {import("@sveltejs/kit").Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter(),
    // The policy of INTEGRATING.md. The scripts that SvelteKit writes into its pages come in by their hashes.
    csp: {
      mode: "hash",
      directives: {
        "default-src": ["none"],
        "script-src": ["self"],
        "style-src": ["self"],
        // The one element that SvelteKit hides with a style of its own, where it says to screen readers which page they are on.
        "style-src-attr": ["unsafe-hashes", "sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo="],
        "img-src": ["self", "https:", "data:"],
        "connect-src": ["self"],
        "form-action": ["self", "https:"],
        "base-uri": ["none"],
        "require-trusted-types-for": ["script"],
        "trusted-types": ["lit-html", "dompurify", "svelte-trusted-html"],
      },
    },
  },
};
