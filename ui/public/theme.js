// Runs before the first paint, so that the window never flashes in the other theme. What the settings say arrives a
// moment later, in theme.ts, which also leaves it here for the next start.
(() => {
  const kept = localStorage.getItem("theme");
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const theme = dark ? "dark" : "light";
  document.documentElement.dataset.theme = theme;
  // Until the styles are there, the browser's own paper is seen: it is that of the theme, too.
  document.querySelector('meta[name="color-scheme"]')?.setAttribute("content", theme);
})();
