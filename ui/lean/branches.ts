/**
 * What Svelte takes for choosing between parts of a template. Ours come and go at once: none fades, and none waits off
 * the screen for something that is fetched.
 */
import { branch, destroy_effect } from "../node_modules/svelte/src/internal/client/reactivity/effects.js";

type Draw = (anchor: Node) => void;

export class BranchManager {
  anchor: Node;
  #key: unknown;
  #shown: object | null = null;

  constructor(anchor: Node) {
    this.anchor = anchor;
  }

  /** Shows the part that goes by this key, and what it draws, or nothing. */
  ensure(key: unknown, draw: Draw | null): void {
    if (key === this.#key) return;
    const before = this.#shown;
    this.#key = key;
    this.#shown = draw && branch(() => draw(this.anchor));
    if (before) destroy_effect(before);
  }
}
