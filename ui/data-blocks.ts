/**
 * Puts what the pages are made of besides their script where they find it: drawings and the names of commands into
 * the page as data, read at once at the start and never executed; and words beside it, by language, of which a page
 * fetches the one that is spoken.
 */
import type { Plugin } from "vite";
import { given } from "./src/ipc/commands.ts";
import { drawings, glyphs, icons } from "./src/shared/icons.ts";
import { wordFiles } from "./words.ts";

/** Returns data as it stands in a page: nothing in it ends the block it stands in. */
function block(id: string, data: object) {
  const children = JSON.stringify(data).replaceAll("<", "\\u003c");
  return { tag: "script", attrs: { type: "application/json", id }, children, injectTo: "head" as const };
}

/** `isForTests` adds the language of the tests, which nobody is to choose. */
export function dataBlocks(isForTests: boolean): Plugin {
  return {
    name: "data-blocks",
    configureServer(server) {
      server.watcher.on("change", (path) => {
        if (path.endsWith(".ftl")) server.hot.send({ type: "full-reload" });
      });
      server.middlewares.use((request, response, next) => {
        const words = wordFiles(true).get((request.url ?? "").slice(1));
        if (words === undefined) return next();
        response.setHeader("Content-Type", "application/json");
        response.end(words);
      });
    },
    generateBundle() {
      for (const [fileName, source] of wordFiles(isForTests)) this.emitFile({ type: "asset", fileName, source });
    },
    transformIndexHtml(_, { path }) {
      if (path.endsWith("message.html")) return [];
      return Object.entries({ icons, glyphs, drawings, commands: given }).map(([id, data]) => block(id, data));
    },
  };
}
