/** The window speaks the language one wants, and fetches no other. */
import { cutMenus, layoutFaults } from "./layout";
import { expect, go, test } from "./window";

test("the window speaks the system’s language, until another is chosen in General", async ({ app }) => {
  const { page } = app;
  const fetched: string[] = [];
  page.on("request", (request) => {
    const [, language] = /\/text\/(\w+)\.json$/.exec(request.url()) ?? [];
    if (language) fetched.push(language);
  });
  await app.open("?language=fr&in-call");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page).toHaveTitle("État – Bellhop");
  await go(page, "Général");
  const language = page.getByLabel("Langue");
  await language.focus();
  await language.selectOption("Nederlands");
  await expect(page.getByRole("heading", { name: "Algemeen" })).toBeVisible();
  await expect(page).toHaveTitle("Algemeen – Bellhop");
  await expect(page.getByRole("navigation").getByRole("status")).toContainText("Verbonden, in gesprek");
  // Whoever chose it goes on where they are.
  await expect(page.getByLabel("Taal")).toBeFocused();
  await page.getByLabel("Taal").selectOption("Zoals het systeem");
  await expect(page).toHaveTitle("Général – Bellhop");
  expect(fetched).toEqual(["fr", "nl", "fr"]);
});

test("the small window speaks the language it is told", async ({ app }) => {
  await app.open("message.html?language=de");
  await expect(app.page.getByRole("button", { name: "Priya Raman schließen" })).toBeVisible();
});

/** What the pages with the longest menus and sentences are called. */
const pages: Record<string, { general: string; events: string }> = {
  de: { general: "Allgemein", events: "Eigene Ereignisse" },
  fr: { general: "Général", events: "Événements personnalisés" },
  es: { general: "General", events: "Eventos personalizados" },
  nl: { general: "Algemeen", events: "Eigen gebeurtenissen" },
};

for (const [language, { general, events }] of Object.entries(pages)) {
  test(`nothing is cut off in the language ${language}`, async ({ app }) => {
    const { page } = app;
    const faults: string[] = [];
    const look = async (): Promise<void> => {
      for (const width of [900, 480]) {
        await page.setViewportSize({ width, height: 640 });
        faults.push(...[...(await layoutFaults(page)), ...(await cutMenus(page))].map((fault) => `${String(width)} px: ${fault}`));
      }
      await page.setViewportSize({ width: 900, height: 640 });
    };
    await app.open(`?language=${language}&rich&watched&in-call`);
    await look();
    await go(page, general);
    await look();
    await go(page, events);
    await look();
    await page.getByRole("button", { name: "Reception needs a hand", exact: true }).click();
    await page.locator("#trigger-state").selectOption({ value: "resumed" });
    await page.locator("#trigger-direction").selectOption({ value: "outbound" });
    await look();
    expect(faults.join("\n")).toBe("");
  });
}
