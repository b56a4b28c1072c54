/**
 * Puts words, drawings and the names of commands into the page as data: read at once at the start, never executed, and
 * no part of the script.
 * Words are parsed while the window is built, so the window itself needs no parser.
 */
import { readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";
import type { Plugin } from "vite";
import { given } from "./src/ipc/commands.ts";
import { drawings, glyphs, icons } from "./src/shared/icons.ts";

const FILE = new URL("src/text/en.ftl", import.meta.url);

/** Returns messages of a language as data: each by its name. */
export function messages(source: string, prefix = ""): object {
  const wanted = new FluentResource(source).body.filter(({ id }) => id.startsWith(prefix));
  return Object.fromEntries(wanted.map(({ id, value }) => [id, value]));
}

/** Returns data as it stands in a page: nothing in it ends the block it stands in. */
function block(id: string, data: object) {
  const children = JSON.stringify(data).replaceAll("<", "\\u003c");
  return { tag: "script", attrs: { type: "application/json", id }, children, injectTo: "head" as const };
}

export function dataBlocks(): Plugin {
  return {
    name: "data-blocks",
    configureServer(server) {
      server.watcher.add(FILE.pathname);
      server.watcher.on("change", (path) => {
        if (path.endsWith(".ftl")) server.hot.send({ type: "full-reload" });
      });
    },
    transformIndexHtml(_, { path }) {
      const english = readFileSync(FILE, "utf8");
      // The small window has few words.
      if (path.endsWith("message.html")) return [block("text", messages(english, "message-"))];
      const blocks = { text: messages(english), icons, glyphs, drawings, commands: given };
      return Object.entries(blocks).map(([id, data]) => block(id, data));
    },
  };
}
