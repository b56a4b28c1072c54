/** Which page is shown, and whether the list of pages has slid over it in a narrow window. */

import type { Trigger } from "../ipc/bindings";
import { left } from "./left";

export const pages = ["status", "sounds", "custom-events", "activity", "account", "general", "about"] as const;

/** What there is for those who are not signed in, too: it is about Bellhop itself. */
export const free = ["general", "about"] as const satisfies Page[];

/** Where one gets from a page only, or by signing in for the first time. */
export type Page = (typeof pages)[number] | "simulate" | "first-steps";

class Pages {
  current: Page = $state("status");
  open = $state(false);
  /** Whether somebody is signed in: without, there are the pages about Bellhop itself, and no list of them. */
  signedIn = $state(false);
  /** Where one came from to simulate a call. */
  from: Page = $state("custom-events");
  /** When the custom event runs that was made last: a call is simulated to see it run. */
  made: Trigger | null = null;
  /** Set by a page that holds something unsaved: it is asked first, and goes on itself when it may be left. */
  guard: ((leave: () => void) => void) | null = null;

  /** Goes to a page as it was left; or to its top, with what is looked for there. */
  go(page: Page, search?: string): void {
    this.open = false;
    const leave = () => {
      this.guard = null;
      left.leave(this.current);
      if (search !== undefined) left.begin(page, search);
      if (page === "simulate" && this.current !== page) this.from = this.current === "first-steps" ? "status" : this.current;
      this.current = page;
    };
    this.leave(leave);
  }

  /** Does what takes one away from the page, once that may be. */
  leave(then: () => void): void {
    if (this.guard) this.guard(then);
    else then();
  }
}

export const shown = new Pages();
