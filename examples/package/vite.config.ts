import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import { isFlowElement } from "flow-interface/vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: isFlowElement } } }), svelte()],
  build: {
    manifest: true,
    modulePreload: false,
    rolldownOptions: { input: ["vite.html", "react.html", "vue.html", "svelte.html"] },
  },
});
