/** Finds what is wrong with how a page is laid out: what a person would see at a glance and no linter knows. */
import type { Page } from "@playwright/test";

/** Returns a line for each fault: what can only be reached by scrolling sideways, is cut off, or lies over another. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults = new Set<string>();
    const brief = (text: string): string => `“${text.trim().replace(/\s+/g, " ").slice(0, 60)}”`;
    const said = (element: Element): string => `${element.tagName.toLowerCase()}.${element.className} ${brief(element.textContent)}`;

    /** What is drawn over the page on purpose; null is the page itself. */
    const layerOf = (element: Element): Element | null =>
      element.closest(".menu, .picker, .undo-bar, .sidebar, .scrim, .trouble, .keeping, .editor-head, .unsaved");
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.closest(".visually-hidden, [aria-hidden='true']") === null;

    for (const element of document.querySelectorAll("html, body, .page, .sidebar, .menu, .picker, main")) {
      if (isShown(element) && element.scrollWidth > element.clientWidth + 1) {
        faults.add(`${element.tagName.toLowerCase()}.${element.className} scrolls sideways by ${String(element.scrollWidth - element.clientWidth)} px`);
      }
    }

    /** Returns what of it is not scrolled out of sight: a page may be longer than the window. */
    const inSight = (element: Element, box: DOMRect): DOMRect => {
      let { top, bottom } = box;
      for (let around: Element | null = element; around; around = around.parentElement) {
        if (!["auto", "scroll"].includes(getComputedStyle(around).overflowY)) continue;
        const frame = around.getBoundingClientRect();
        [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
      }
      return new DOMRect(box.left, top, box.width, Math.max(0, bottom - top));
    };

    type Drawn = { element: Element; layer: Element | null; box: DOMRect; text: string };
    const drawn: Drawn[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || node.nodeValue?.trim() === "" || !isShown(element) || element.closest("option, script, style")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const whole of range.getClientRects()) {
        const box = inSight(element, whole);
        if (box.width > 0 && box.height > 0) drawn.push({ element, layer: layerOf(element), box, text: brief(node.nodeValue ?? "") });
      }
    }
    for (const element of document.querySelectorAll("input, select, textarea, .icon, .glyph, img")) {
      const box = inSight(element, element.getBoundingClientRect());
      if (isShown(element) && box.height > 0) drawn.push({ element, layer: layerOf(element), box, text: element.tagName.toLowerCase() });
    }

    for (const { element, box, text } of drawn) {
      if (box.left < -1 || box.right > innerWidth + 1) faults.add(`${text} of ${said(element)} reaches out of the window`);
      // Wherever something around it hides what is too much.
      for (let around: Element | null = element; around; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const frame = around.getBoundingClientRect();
        if (around.matches("input, textarea, pre")) break;
        if (overflowX !== "visible" && (box.left < frame.left - 1 || box.right > frame.right + 1)) faults.add(`${text} is cut off by ${said(around)}`);
        if (["hidden", "clip"].includes(overflowY) && box.bottom > frame.bottom + 2) faults.add(`${text} is cut off below by ${said(around)}`);
      }
      // A button's text stays within its button.
      const control = element.closest("button, .chip, .pill");
      const frame = control?.getBoundingClientRect();
      if (control && frame && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 2)) {
        faults.add(`${text} reaches out of ${said(control)}`);
      }
    }

    const canvas = document.createElement("canvas").getContext("2d");
    for (const input of document.querySelectorAll<HTMLInputElement>("input[placeholder]")) {
      const [style, hint] = [getComputedStyle(input), getComputedStyle(input, "::placeholder")];
      if (!canvas || !isShown(input) || input.value !== "" || hint.opacity === "0") continue;
      canvas.font = hint.font;
      const room = input.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
      if (canvas.measureText(input.placeholder).width > room + 1) faults.add(`${brief(input.placeholder)} is cut off in its field`);
    }

    drawn.sort((a, b) => a.box.top - b.box.top);
    for (const [index, one] of drawn.entries()) {
      for (let next = index + 1; next < drawn.length; next++) {
        const other = drawn[next];
        if (!other || other.box.top >= one.box.bottom) break;
        if (one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
        // An icon stands in the field it belongs to, and a choice lies over its own word.
        const belong = [one, other].some(({ element }) => element.matches(".search .icon, .select .icon, .segments input, .kinds input, .template textarea"));
        if (across > 2 && down > 3 && !belong) faults.add(`${one.text} of ${said(one.element)} and ${other.text} of ${said(other.element)} overlap`);
      }
    }
    return [...faults];
  });
}

/**
 * Returns what is said in English where everything is said in the language of the tests: it was never a message. What
 * comes from elsewhere stands between the marks of a value, or is in `data`.
 */
export function englishWords(page: Page, data: string): Promise<string[]> {
  return page.evaluate((data) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const said: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // What is done exactly is nobody's language, and a language goes by its own name.
      const isExact = node.parentElement?.closest("script, code, pre, .chip, .marks, .certificate dd, #language") != null;
      if (!isExact) said.push(node.nodeValue ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
      for (const name of ["aria-label", "placeholder", "title"]) said.push(element.getAttribute(name) ?? "");
    }
    return said
      .map((text) => text.replace(/⟦[^⟧]*⟧/g, "").trim())
      .filter((text) => text.split(/[^A-Za-z]+/).some((word) => word.length > 1 && word !== "and" && !data.includes(word)));
  }, data);
}

/** Returns the menus whose chosen word is not there as a whole: the system draws it on one line, and we over that on more. */
export function cutMenus(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("select")].flatMap((select) => {
      const text = select.selectedOptions[0]?.text ?? "";
      const around = select.closest(".select");
      if (!around || text === "" || !select.checkVisibility()) return [];
      const drawn = getComputedStyle(around, "::before");
      const isWhole = around.getAttribute("data-chosen") === text && select.offsetHeight >= parseFloat(drawn.height) && drawn.whiteSpace === "normal";
      return isWhole ? [] : [`“${text}” is cut off in its menu`];
    }),
  );
}
