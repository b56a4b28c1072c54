/**
 * Puts the words into the page as data: read at once at the start, never executed, and no part of the script. They are
 * parsed while the window is built, so the window itself needs no parser.
 */
import { readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";
import type { Plugin } from "vite";

const FILE = new URL("src/text/en.ftl", import.meta.url);

/** Returns messages of a language as data: each by its name. Nothing in them ends the block they stand in. */
export function messages(source: string, prefix = ""): string {
  const wanted = new FluentResource(source).body.filter(({ id }) => id.startsWith(prefix));
  return JSON.stringify(Object.fromEntries(wanted.map(({ id, value }) => [id, value]))).replaceAll("<", "\\u003c");
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
    transformIndexHtml: (_, { path }) => [
      {
        tag: "script",
        attrs: { type: "application/json", id: "text" },
        // The small window has few words.
        children: messages(readFileSync(FILE, "utf8"), path.endsWith("message.html") ? "message-" : ""),
        injectTo: "head",
      },
    ],
  };
}
