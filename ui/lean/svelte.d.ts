/** What is taken from inside Svelte, whose version is fixed. */
declare module "*/svelte/src/internal/client/reactivity/effects.js" {
  export function branch(draw: () => void): object;
  export function destroy_effect(effect: object): void;
}
declare module "svelte/internal/client" {
  export function derived(value: () => unknown): unknown;
}
