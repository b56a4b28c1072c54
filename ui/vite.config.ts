import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";
import { budget } from "./budget.ts";
import { dataBlocks } from "./data-blocks.ts";
import { lean } from "./lean.ts";
import { messageNumbers } from "./message-numbers.ts";

/** Mode `browser` builds the window with its in-memory backend, to be looked at in any browser; it is never shipped. */
export default defineConfig(({ mode }) => ({
  plugins: [lean(), messageNumbers(), svelte(), svelteTesting(), dataBlocks(mode === "browser"), budget()],
  clearScreen: false,
  server: {
    port: 1420,
    strictPort: true,
    // The icons lie next to this folder, where the shell finds them too.
    fs: { allow: [".."] },
  },
  build: {
    outDir: mode === "browser" ? "node_modules/.browser" : "dist",
    emptyOutDir: true,
    target: ["es2022", "safari16.4"],
    // The page's policy allows nothing inline: no data addresses, no scripts in the page.
    assetsInlineLimit: 0,
    rollupOptions: { input: ["index.html", "message.html"] },
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "jsdom",
    // A computer that builds something else meanwhile takes its time.
    testTimeout: 60_000,
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/test-setup.ts"],
  },
}));
