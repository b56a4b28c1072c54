/**
 * Puts the words into the page as data: read at once at the start, never executed, and no part of the script. They are
 * parsed while the window is built, so the window itself needs no parser.
 */
import { readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";
import type { Plugin } from "vite";

const FILE = new URL("src/text/en.ftl", import.meta.url);

/** Returns the messages of a language as data: each by its name. */
export function messages(source: string): string {
  const named = new FluentResource(source).body.map(({ id, value }) => [id, value]);
  return JSON.stringify(Object.fromEntries(named));
}

/** Returns messages as they stand in a page: nothing in them ends the block. */
function block(source: string): string {
  return messages(source).replaceAll("<", "\\u003c");
}

export function textBlock(): Plugin {
  return {
    name: "text-block",
    configureServer(server) {
      server.watcher.add(FILE.pathname);
      server.watcher.on("change", (path) => {
        if (path.endsWith(".ftl")) server.hot.send({ type: "full-reload" });
      });
    },
    transformIndexHtml: () => [
      {
        tag: "script",
        attrs: { type: "application/json", id: "text" },
        children: block(readFileSync(FILE, "utf8")),
        injectTo: "head",
      },
    ],
  };
}
