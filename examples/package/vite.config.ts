import vue from "@vitejs/plugin-vue";
import { isFlowElement } from "flow-interface/vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: isFlowElement } } })],
  build: {
    manifest: true,
    modulePreload: false,
    rolldownOptions: { input: ["vite.html", "react.html", "vue.html"] },
  },
});
