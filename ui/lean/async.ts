/**
 * What Svelte takes for components that wait for something while they are drawn. Ours do not (the compiler would want
 * `experimental.async`), so that what a template is made of is there at once.
 */
// What this stands in for is internal itself; the version of Svelte is fixed.
// eslint-disable-next-line svelte/no-svelte-internal
import { derived } from "svelte/internal/client";

export function flatten(_blockers: unknown[], sync: (() => unknown)[], _async: unknown[], draw: (values: unknown[]) => void): void {
  draw(sync.map((value) => derived(value)));
}

function nothingWaits(): never {
  throw new Error("No component of this window waits");
}
export {
  nothingWaits as capture,
  nothingWaits as for_await_track_reactivity_loss,
  nothingWaits as increment_pending,
  nothingWaits as run,
  nothingWaits as run_after_blockers,
  nothingWaits as save,
  nothingWaits as track_reactivity_loss,
  nothingWaits as unsave,
  nothingWaits as unset_context,
  nothingWaits as wait,
};
