/** What is half typed when the sign-in ends against the user's will: it is there again once they are back. */
import type { CustomEvent } from "../ipc/bindings";
import type { Draft } from "./draft.svelte";

/** The custom event that is being edited, and those that come after it. */
type Edited = { draft: Draft; events: CustomEvent[] };

class Unfinished {
  /** Set by the editor while it is there: answers with what is not saved. */
  open: (() => Edited | null) | null = null;
  #kept: (Edited & { userId: string }) | null = null;

  /** Keeps what is not saved, for this user and nobody else. */
  keep(userId: string): void {
    const edited = this.open?.();
    if (edited) this.#kept = { ...edited, userId };
  }

  /** Returns whether something of this user's waits. What others left is forgotten. */
  waits(userId: string): boolean {
    if (this.#kept?.userId !== userId) this.#kept = null;
    return this.#kept !== null;
  }

  /** Returns the custom events that were to be edited. */
  get events(): CustomEvent[] {
    return this.#kept?.events ?? [];
  }

  /** Hands over what was typed into one, once. */
  take(event: CustomEvent): Draft | null {
    const kept = this.#kept;
    if (kept?.events[0] !== event) return null;
    this.#kept = null;
    return kept.draft;
  }
}

export const unfinished = new Unfinished();
