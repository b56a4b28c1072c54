/** How much script the windows may come with: they are made anew whenever they are opened, and are to be there at once. */
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** In bytes, each file compressed as gzip does it at its best. */
const MOST = 60_000;

/** What is shipped as it is. */
const PUBLIC = new URL("public/", import.meta.url);

/** Fails a build that comes with more. */
export function budget(): Plugin {
  return {
    name: "budget",
    apply: (_, { command, mode }) => command === "build" && mode === "production",
    generateBundle(_, bundle) {
      const made = Object.values(bundle).filter((part) => part.type === "chunk");
      const asTheyAre = readdirSync(PUBLIC)
        .filter((fileName) => fileName.endsWith(".js"))
        .map((fileName) => ({ fileName, code: readFileSync(new URL(fileName, PUBLIC)) }));
      const sizes = [...made, ...asTheyAre].map(({ fileName, code }) => ({ fileName, size: gzipSync(code, { level: 9 }).length }));
      const all = sizes.reduce((sum, { size }) => sum + size, 0);
      const each = sizes.map(({ fileName, size }) => `${fileName} ${String(size)}`).join(", ");
      if (all > MOST) this.error(`The script is ${String(all)} bytes, compressed, and ${String(MOST)} at most: ${each}`);
      this.info(`The script is ${String(all)} bytes, compressed`);
    },
  };
}
