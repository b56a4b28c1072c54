/** Somebody who has a keyboard and nothing else. They see where they are, or they are lost. */
import { expect, type Page } from "@playwright/test";

/** As many stops as there are on the longest page, and some. */
const MOST_STOPS = 120;

type Stop = { name: string; faults: string[] };

export class Keys {
  constructor(readonly page: Page) {}

  /** Presses a key, or several one after the other. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Goes on with Tab to what goes by a name. Every stop on the way has to be seen. */
  async tabTo(name: string | RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const passed: string[] = [];
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await this.press(key);
      const stop = await this.stop();
      expect(stop.faults.join("\n"), `at “${stop.name}”`).toBe("");
      if (typeof name === "string" ? stop.name === name : name.test(stop.name)) return;
      passed.push(stop.name);
    }
    throw new Error(`The Tab key does not lead to ${String(name)}, but to ${passed.join(", ")}`);
  }

  /** Waits until what goes by a name has the focus. */
  async isAt(name: string | RegExp): Promise<void> {
    const at = expect.poll(async () => (await this.stop()).name);
    await (typeof name === "string" ? at.toBe(name) : at.toMatch(name));
  }

  /** Goes to a page by the list of pages. */
  async goTo(page: string): Promise<void> {
    await this.tabTo(page);
    await this.press("Enter");
  }

  /** Returns what has the focus, and what is wrong with how it is seen. */
  private stop(): Promise<Stop> {
    return this.page.evaluate(() => {
      const plain = (text: string | null | undefined): string => (text ?? "").trim().replace(/\s+/g, " ");
      const element = document.activeElement;
      if (!element || element === document.body) return { name: "nothing", faults: [] };
      const labels = "labels" in element ? (element.labels as NodeListOf<HTMLElement> | null) : null;
      const by = element.getAttribute("aria-labelledby");
      const name =
        plain(element.getAttribute("aria-label")) ||
        plain(by && document.getElementById(by)?.textContent) ||
        plain(labels?.[0]?.textContent) ||
        plain(element.id === "page" ? element.querySelector("h1")?.textContent : element.textContent);
      const faults: string[] = [];
      // What is drawn around it, or around what it is a part of.
      const around = [element, element.parentElement, element.closest(".template")].filter((each) => each !== null);
      const ringed = around.some((each) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      });
      if (!ringed && element.id !== "page") faults.push("nothing shows that it has the focus");
      const box = element.getBoundingClientRect();
      const [x, y] = [(box.left + box.right) / 2, Math.min((box.top + box.bottom) / 2, box.top + 20)];
      const seen = document.elementFromPoint(x, y);
      const covers = seen && !seen.contains(element) && !element.contains(seen) && !seen.closest("label")?.contains(element);
      const isOwn = seen?.closest(".template, .segments, .kinds, .row")?.contains(element) === true;
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) faults.push("it is out of sight");
      else if (covers && !isOwn) faults.push(`it lies under ${seen.tagName}.${seen.className}`);
      return { name, faults };
    });
  }
}
