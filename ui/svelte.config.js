import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** @type {import("@sveltejs/vite-plugin-svelte").SvelteConfig} */
export default {
  preprocess: vitePreprocess(),
  // Elements are made one by one, not from text: it is less to load, and nothing ever becomes markup by mistake.
  compilerOptions: { runes: true, discloseVersion: false, fragments: "tree" },
};
