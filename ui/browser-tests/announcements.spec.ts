/** What happens without being asked for is said to those who do not see it. */
import type { Page } from "@playwright/test";
import { button, expect, go, test } from "./window";

/** Listens as a screen reader does: to what changes in a place it watches already, and to an alert wherever it comes up. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const regions = '[role="status"], [role="log"], [aria-live="polite"], [aria-live="assertive"]';
    const said: string[] = [];
    const hear = (node: Node): void => {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest('[aria-hidden="true"], [aria-live="off"]')) return;
      const text = (node.textContent ?? "").trim().replace(/\s+/g, " ");
      if (text !== "") said.push(text);
    };
    new MutationObserver((changes) => {
      for (const { target, addedNodes, type } of changes) {
        const place = target instanceof Element ? target : target.parentElement;
        if (place?.closest(regions)) {
          if (type === "characterData") hear(target);
          else addedNodes.forEach(hear);
        } else {
          for (const node of addedNodes) if (node instanceof Element && node.matches('[role="alert"]')) hear(node);
        }
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { said });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said.splice(0).join(" | "));
}

test("that the connection is lost, and is back, is said once and not every second", async ({ app }) => {
  const { page } = app;
  await app.open("");
  const said = await listen(page);
  await page.clock.install();
  await page.evaluate(() => {
    const problem = { code: "unreachable" as const, detail: "xsp.northgate.example", more: "", retryAfter: null, certificate: null };
    backend.change({ connection: { state: "reconnecting", retryAt: Date.now() + 9000, problem } });
  });
  await expect(page.getByText("Trying again in 9 seconds.")).toBeVisible();
  expect(await said()).toContain("Not connected");
  await page.clock.runFor(3000);
  await expect(page.getByText("Trying again in 6 seconds.")).toBeVisible();
  expect(await said()).toBe("");
  await page.evaluate(() => void backend.retryNow());
  await expect.poll(said).toBe("Connected");
});

test("that the phone rings is said", async ({ app }) => {
  const { page } = app;
  await app.open("?demo");
  const said = await listen(page);
  await page.evaluate(() => void backend.demoCommand("ring"));
  await expect.poll(said).toContain("Connected, ringing");
});

test("what came of trying an action is said", async ({ app }) => {
  const { page } = app;
  await app.open("");
  await go(page, "Custom events");
  await button(page, "Caller’s record in CRM").click();
  await button(page, "Try it").waitFor();
  const said = await listen(page);
  await button(page, "Try it").click();
  await expect.poll(said).toMatch(/ after \d/);
});

test("what is wrong with a field is said", async ({ app }) => {
  const { page } = app;
  await app.open("");
  await go(page, "Custom events");
  await button(page, "Caller’s record in CRM").click();
  const said = await listen(page);
  await page.getByLabel("Address").fill("https://crm.example.com/{Call.RemoteNmae}");
  await expect.poll(said).toContain("Did you mean {Call.RemoteName}?");
});

test("that something was removed or saved is said, and so is a sign-in that failed", async ({ app }) => {
  const { page } = app;
  await app.open("");
  await go(page, "Custom events");
  let said = await listen(page);
  await button(page, "Red lamp on the door").press("Delete");
  await expect.poll(said).toContain("Removed “Red lamp on the door”.");
  await button(page, "More for Log finished calls").click();
  await page.getByRole("menuitem", { name: "Export…" }).click();
  await expect.poll(said).toContain("Saved one custom event to the file.");

  await app.open("?signed-out");
  said = await listen(page);
  await page.getByLabel("Server").fill("refused");
  await page.getByLabel("User id").fill("anna");
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await button(page, "Sign in").click();
  await expect.poll(said).toContain("The phone system refused this sign-in.");
});

test("what there is to say at the top of a page is said when it comes up", async ({ app }) => {
  const { page } = app;
  await app.open("");
  const said = await listen(page);
  await page.evaluate(() => backend.change({ notices: [{ code: "passwordNotKept", detail: "" }] }));
  await expect.poll(said).toContain("No keyring is open");
});
