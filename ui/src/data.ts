/** Returns what `data-blocks.ts` put into the page. */
export function data<T extends object>(id: string): T {
  return JSON.parse(document.getElementById(id)?.textContent ?? "{}") as T;
}
