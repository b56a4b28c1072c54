// Runs before the first paint, so that the window never flashes in the other theme. What the settings say arrives a
// moment later, in theme.ts, which also leaves it here for the next start.
(() => {
  const kept = localStorage.getItem("theme");
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
