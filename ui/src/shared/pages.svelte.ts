/** Which page is shown, and whether the list of pages has slid over it in a narrow window. */

export const pages = ["status", "sounds", "custom-events", "account", "general", "about"] as const;

export type Page = (typeof pages)[number];

class Pages {
  current: Page = $state("status");
  open = $state(false);
  /** Set by a page that holds something unsaved: it is asked first, and goes on itself when it may be left. */
  guard: ((leave: () => void) => void) | null = null;

  go(page: Page): void {
    this.open = false;
    const leave = () => {
      this.guard = null;
      this.current = page;
    };
    if (this.guard) this.guard(leave);
    else leave();
  }
}

export const shown = new Pages();
