/**
 * What takes a while and is asked for before anything of a page is there: `first.js`, which the shell has run at the
 * beginning of each. By the time the scripts are there, so is most of it.
 */
import type { View } from "./ipc/bindings";
import type { Told } from "./ipc/client";

export type First = {
  /** The system's language, which only the shell knows for sure. */
  language: string;
  /** The language that is spoken, and its words. */
  spoken: string;
  words: Promise<Response>;
  /** What there is to see, and what else the page is to know. */
  view: Promise<{ view: View; told: Told[] }>;
};

declare global {
  var first: First;
  interface Window {
    __TAURI_INTERNALS__: { invoke(command: "first_view"): First["view"] };
  }
}
