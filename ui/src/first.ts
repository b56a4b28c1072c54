/**
 * What there is to see, and what else a page is to know: asked for by `public/first.js` while the page's script is still
 * coming and being read.
 */
import type { View } from "./ipc/bindings";
import type { Told } from "./ipc/client";

type First = Promise<{ view: View; told: Told[] }>;

declare global {
  /** In a browser there is none. */
  var first: First | undefined;
  interface Window {
    __TAURI_INTERNALS__?: { invoke(command: "first_view"): First };
  }
}
