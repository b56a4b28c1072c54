/** The window in a browser: its pages as built for one, with the backend in memory. */
import { test as base, type Locator, type Page } from "@playwright/test";
import { preview } from "vite";
import type { Fake } from "../src/ipc/fake";

declare global {
  /** The backend in memory, for a test to make something happen. */
  var backend: Fake;
}

type Window = {
  page: Page;
  /** Opens the window in a state that is named in an address, e.g. `?demo&ringing`. */
  open(address: string): Promise<void>;
};

export const test = base.extend<{ app: Window }, { site: string }>({
  site: [
    // What it needs is read from how it is written, and it needs nothing.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await preview({ mode: "browser", logLevel: "silent", preview: { port: 0 } });
      await use(server.resolvedUrls?.local[0] ?? "");
      await server.close();
    },
    { scope: "worker" },
  ],
  app: async ({ page, site }, use) => {
    const mistakes: string[] = [];
    page.on("pageerror", (error) => mistakes.push(String(error)));
    await use({
      page,
      async open(address) {
        await page.goto(site + address);
        await page.locator("main").first().waitFor();
      },
    });
    if (mistakes.length > 0) throw new Error(`The page made mistakes:\n${mistakes.join("\n")}`);
  },
});
export { expect } from "@playwright/test";

/** Goes to a page by the list of pages. */
export async function go(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).click();
}

export function button(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole("button", { name, exact: true });
}
