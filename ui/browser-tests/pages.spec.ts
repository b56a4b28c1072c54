/** Every page and everything that opens on one, for everybody: however it is looked at, nothing is lost. */
import axe, { type AxeResults } from "axe-core";
import type { Page } from "@playwright/test";
import { cutMenus, englishWords, layoutFaults } from "./layout";
import { states } from "./states";
import { expect, test } from "./window";

/** What is looked for. */
type Check = "access" | "layout" | "menus" | "words";
type Look = { name: string; look: (page: Page) => Promise<void>; checks: Check[] };

const textSize = (page: Page, percent: number): Promise<void> =>
  page.evaluate((size) => void (document.documentElement.style.fontSize = `${String(size)}%`), percent);
const direction = (page: Page, dir: "ltr" | "rtl"): Promise<void> =>
  page.evaluate((way) => void (document.documentElement.dir = way), dir);

/** Speaks another language from one moment to the next, as if it had been chosen in General. */
async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate((chosen) => backend.change({ settings: { ...backend.view.settings, language: chosen } }), language);
  await page.locator(`html[lang="${language}"]`).waitFor();
}

/** What there is on the page besides words. */
function dataOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { view, ledger } = backend;
    const { lines } = await backend.activity({ before: null, text: "", kind: null, failed: false });
    const rest = [backend.sampleCalls(), backend.variables(), backend.soundDevices(), backend.outputs(), backend.importCustomEvents(), backend.keptIn()];
    return JSON.stringify([view, ledger.events, lines, ["GET", "POST", "PUT"], await Promise.all<unknown>(rest)]);
  });
}

/** One after the other on the same page, so each puts back what the one before changed. */
const looks: Look[] = [
  { name: "light", look: (page) => page.emulateMedia({ colorScheme: "light" }), checks: ["access", "layout", "menus"] },
  { name: "dark", look: (page) => page.emulateMedia({ colorScheme: "dark" }), checks: ["access"] },
  { name: "forced colours", look: (page) => page.emulateMedia({ forcedColors: "active" }), checks: ["access"] },
  {
    name: "text at 200 %",
    async look(page) {
      await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
      await textSize(page, 200);
    },
    checks: ["access", "layout", "menus"],
  },
  { name: "480 px and text at 200 %", look: (page) => page.setViewportSize({ width: 480, height: 640 }), checks: ["layout", "menus"] },
  { name: "480 px", look: (page) => textSize(page, 100), checks: ["access", "layout", "menus"] },
  { name: "480 px from right to left", look: (page) => direction(page, "rtl"), checks: ["layout", "menus"] },
  { name: "from right to left", look: (page) => page.setViewportSize({ width: 900, height: 640 }), checks: ["layout", "menus"] },
  { name: "in a longer language", look: (page) => speak(page, "qps"), checks: ["layout", "menus", "words"] },
  {
    name: "480 px in a longer language",
    look: (page) => page.setViewportSize({ width: 480, height: 640 }),
    checks: ["layout", "menus"],
  },
  {
    name: "480 px and text at 200 % in another language",
    async look(page) {
      await speak(page, "de");
      await textSize(page, 200);
    },
    checks: ["layout", "menus"],
  },
];

const ALL = { type: "tag" as const, values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

async function accessFaults(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(
    (runOnly): Promise<AxeResults> => axe.run(document, { runOnly, resultTypes: ["violations"] }),
    ALL,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => [`${id}: ${help}`, html.slice(0, 200), ...any.map(({ message }) => message)].join("\n  ")),
  );
}

const faultsOf: Record<Check, (page: Page) => Promise<string[]>> = {
  access: accessFaults,
  layout: layoutFaults,
  menus: cutMenus,
  words: async (page) => (await englishWords(page, await dataOf(page))).map((text) => `“${text}” is not a message`),
};

// A colour on its way to another is neither.
test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const { name, address, then, isSmall } of states) {
  test(`${name}: everybody can see and use it`, async ({ app }) => {
    const { page } = app;
    await app.open(address);
    await then?.(page);
    await page.evaluate(axe.source);
    const faults: string[] = [];
    for (const { name, look, checks } of looks) {
      if (isSmall && name.endsWith("language")) continue;
      await look(page);
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
      for (const check of checks) faults.push(...(await faultsOf[check](page)).map((fault) => `${name}: ${fault}`));
    }
    expect(faults.join("\n")).toBe("");
  });
}

test("nothing moves for those who do not want it to", async ({ app }) => {
  const { page } = app;
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")].flatMap((element) =>
        ["", "::before", "::after"]
          .map((part) => getComputedStyle(element, part))
          .filter((style) => [style.transitionDuration, style.animationDuration].some((took) => /[1-9]/.test(took)))
          .map(() => element.className),
      ),
    );
  await app.open("?demo&in-call");
  expect(await moving()).toEqual([]);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await moving()).not.toEqual([]);
});
