/**
 * Light or dark: what the settings say, or what the system says, as it says it.
 *
 * `public/theme.js` runs before the first paint, so that the window never flashes in the other theme, nor in the browser's
 * own paper before the styles are there. What the settings say arrives a moment later, here.
 */
import type { Theme } from "./ipc/bindings";

const dark = matchMedia("(prefers-color-scheme: dark)");
let chosen: Theme = "system";

function show(): void {
  document.documentElement.dataset.theme =
    chosen === "dark" || (chosen === "system" && dark.matches) ? "dark" : "light";
}

dark.addEventListener("change", show);

/** Follows a setting, and leaves it where the next start finds it before the first paint. */
export function follow(theme: Theme): void {
  chosen = theme;
  localStorage.setItem("theme", theme);
  show();
}
