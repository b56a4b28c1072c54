/** Leaves out of Svelte what this window never does, which is a tenth of its script. */
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const INSTEAD: [RegExp, string][] = [
  [/\/svelte\/src\/internal\/client\/dom\/hydration\.js$/, "lean/hydration.ts"],
  [/\/svelte\/src\/internal\/flags\/index\.js$/, "lean/flags.ts"],
  [/\/svelte\/src\/internal\/client\/dom\/blocks\/boundary\.js$/, "lean/boundary.ts"],
  [/\/svelte\/src\/internal\/client\/reactivity\/async\.js$/, "lean/async.ts"],
];

export function lean(): Plugin {
  const left = new Set(INSTEAD.map(([, ours]) => ours));
  return {
    name: "lean",
    apply: "build",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (!importer?.includes("/svelte/")) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const ours = INSTEAD.find(([theirs]) => found !== null && theirs.test(found.id))?.[1];
      if (ours === undefined) return null;
      left.delete(ours);
      return fileURLToPath(new URL(ours, import.meta.url));
    },
    generateBundle() {
      if (left.size > 0) this.error(`Svelte has been rearranged: nothing was replaced by ${[...left].join(", ")}`);
    },
  };
}
