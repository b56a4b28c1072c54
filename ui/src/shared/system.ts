/** What the page knows of the system it is on: what the browser says of itself. */

/** Returns whether it is Windows. */
export function isWindows(): boolean {
  return navigator.userAgent.includes("Windows");
}
