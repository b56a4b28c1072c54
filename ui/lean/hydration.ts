/**
 * What Svelte takes for taking over pages that a server has rendered. Ours are made in the window, always: put in the place
 * of Svelte's own file (see `lean.ts`), this lets the build leave out all that is only done while taking over.
 */
export const hydrating = false;
export const hydrate_node = null;

// #__NO_SIDE_EFFECTS__
export function set_hydrating(): void {}
// #__NO_SIDE_EFFECTS__
export function set_hydrate_node(): null {
  return null;
}
// #__NO_SIDE_EFFECTS__
export function hydrate_next(): null {
  return null;
}
// #__NO_SIDE_EFFECTS__
export function reset(): void {}
// #__NO_SIDE_EFFECTS__
export function next(): void {}
// #__NO_SIDE_EFFECTS__
export function hydrate_template(): void {}
// #__NO_SIDE_EFFECTS__
export function skip_nodes(): null {
  return null;
}
// #__NO_SIDE_EFFECTS__
export function read_hydration_instruction(): string {
  return "";
}
