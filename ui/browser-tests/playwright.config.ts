/** One browser, the system's own, and one test after the other in it: it is the browser's start that takes long. */
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testMatch: "*.spec.ts",
  outputDir: "../node_modules/.browser-tests",
  reporter: "list",
  workers: 1,
  // A computer that builds something else meanwhile takes its time.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 900, height: 640 },
    locale: "en-GB",
    launchOptions: {
      executablePath: process.env.BELLHOP_BROWSER ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
    },
  },
});
