/** What Svelte takes for catching mistakes and waits of components. Ours catch none: the window itself says what goes wrong. */
export function boundary(anchor: unknown, _props: unknown, draw: (anchor: unknown) => void): void {
  draw(anchor);
}

export function pending(): never {
  throw new Error("No component of this window waits");
}
