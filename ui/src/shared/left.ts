/**
 * How the pages were left, to be found so again: on the way back, and in the next window, which is made anew. It is kept in
 * memory only, and ends when somebody signs in or out.
 */
import type { AccountSettings, ActivityKind } from "../ipc/bindings";
import type { Page } from "./pages.svelte";

type Left = {
  /** How far down it was. */
  scroll?: number | undefined;
  /** Which entry of Activity was read there, and where it was: others may have come in above. */
  read?: { id: string | undefined; at: number } | null;
  search?: string;
  filter?: ActivityKind | "all" | "failed";
  /** The entries of Activity that were opened. */
  opened?: number[];
  /** The custom event that is being edited. */
  edited?: string | undefined;
  /** The custom event that was removed last, where it was, and until when it is offered back. */
  removed?: { name: string; at: number; until: number } | undefined;
  /** What was typed to sign in, but for what is secret. */
  typed?: AccountSettings;
};

/** The pages, and the one before them. */
type Place = Page | "sign-in";

/** The entry of Activity that is being read: the one in the middle. */
export function beingRead(page: Element): HTMLElement | null {
  const { left, top, width, height } = page.getBoundingClientRect();
  const middle = document.elementFromPoint(left + width / 2, top + height / 2);
  return (page.scrollTop > 0 && middle?.closest<HTMLElement>(".entry")) || null;
}

class LeftPages {
  #left: Partial<Record<Place, Left>> = {};

  of(page: Place): Left {
    return (this.#left[page] ??= {});
  }

  /** Lets a page begin anew, with what is looked for there. */
  begin(page: Page, search: string): void {
    this.#left[page] = { search };
  }

  forget(): void {
    this.#left = {};
  }

  /** Another page comes. Who edited a custom event comes back to the list, where that was left. */
  leave(page: Page): void {
    const left = this.of(page);
    if (left.edited === undefined) this.note(page);
    delete left.edited;
  }

  /** Notes how far down the page is. */
  note(page: Page): void {
    const box = document.getElementById("page");
    const left = this.of(page);
    const read = box && beingRead(box);
    left.scroll = box?.scrollTop;
    left.read = read && { id: read.dataset.id, at: read.getBoundingClientRect().top };
  }

  /** Says all of it to the next window, and which page this one shows. */
  say(page: Page): string {
    this.note(page);
    return JSON.stringify([page, this.#left]);
  }

  /** Takes what the window before said. Returns the page it showed. */
  take(said: string): Page {
    const [page, left] = JSON.parse(said) as [Page, Partial<Record<Place, Left>>];
    this.#left = left;
    return page;
  }

  /** Holds a page where it was left while what is on it still comes, until the user goes on. */
  hold(page: Page): (() => void) | undefined {
    const box = document.getElementById("page");
    const { scroll, read } = this.of(page);
    if (!box || !scroll) return;
    let at = 0;
    const place = (): void => {
      const entry = read && box.querySelector(`[data-id="${read.id ?? ""}"]`);
      box.scrollTop = entry ? box.scrollTop + entry.getBoundingClientRect().top - read.at : scroll;
      at = box.scrollTop;
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(box.lastElementChild ?? box);
    const stop = (): void => observer.disconnect();
    box.addEventListener("scroll", () => {
      if (Math.abs(box.scrollTop - at) > 1) stop();
    });
    for (const done of ["keydown", "pointerdown"]) box.addEventListener(done, stop);
    return stop;
  }
}

export const left = new LeftPages();
