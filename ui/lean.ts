/** Leaves out of libraries what this window never does, which is a tenth of its script. */
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { folded } from "./lean/folded.ts";

const INSTEAD: [RegExp, string][] = [
  [/\/svelte\/src\/internal\/client\/dom\/hydration\.js$/, "lean/hydration.ts"],
  [/\/svelte\/src\/internal\/flags\/index\.js$/, "lean/flags.ts"],
  [/\/svelte\/src\/internal\/client\/dom\/blocks\/boundary\.js$/, "lean/boundary.ts"],
  [/\/svelte\/src\/internal\/client\/dom\/blocks\/branches\.js$/, "lean/branches.ts"],
  [/\/svelte\/src\/internal\/client\/reactivity\/async\.js$/, "lean/async.ts"],
  [/\/@tauri-apps\/api\/external\/tslib\/tslib\.es6\.js$/, "lean/private-fields.ts"],
];

/** What a component of ours must not say then: it would not do what it says. */
const NOT_HERE = /\s(transition|animate|in|out|class):\w|\{#await|<svelte:boundary|\bflushSync\b/;

export function lean(): Plugin {
  const left = new Set(INSTEAD.map(([, ours]) => ours));
  return {
    name: "lean",
    apply: "build",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (!importer || !/\/(svelte|@tauri-apps)\//.test(importer)) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const ours = INSTEAD.find(([theirs]) => found !== null && theirs.test(found.id))?.[1];
      if (ours === undefined) return null;
      left.delete(ours);
      return fileURLToPath(new URL(ours, import.meta.url));
    },
    transform(code, id) {
      const said = id.endsWith(".svelte") && NOT_HERE.exec(code)?.[0];
      if (said) this.error(`${id} says "${said.trim()}", which lean.ts leaves out of Svelte`);
      const path = /\/svelte\/src\/(.*)$/.exec(id)?.[1];
      if (path === undefined) return null;
      // What goes wrong in Svelte is named, and not linked to; its symbols, which nobody reads, are not.
      const named = code.replaceAll("https://svelte.dev/e/", "").replace(/\bSymbol\('[^']*'\)/g, "Symbol()");
      return folded(path, named) ?? named;
    },
    /** Which slots are filled is asked by components of the older kind only, and no handler asks what it is called on. */
    renderChunk(code) {
      return code
        .replace(/,?\s*\$\$slots: \{[^}]*\}/g, "")
        .replace(/function\s*\(\.\.\.\$\$args\)\s*\{\s*([^;{}]+?)\?\.apply\(this, \$\$args\);?\s*\}/g, "(event) => $1?.(event)");
    },
    generateBundle() {
      if (left.size > 0) this.error(`A library has been rearranged: nothing was replaced by ${[...left].join(", ")}`);
    },
  };
}
