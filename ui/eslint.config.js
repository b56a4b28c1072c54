import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

export default ts.config(
  { ignores: ["dist", "node_modules", "coverage"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      // `code` and `detail` come from a stranger's machine: nothing is ever put into the page as markup.
      "svelte/no-at-html-tags": "error",
      "svelte/button-has-type": "error",
      // Types are checked by svelte-check, which knows the runes.
      "no-undef": "off",
    },
  },
);
