// See src/first.ts.
window.first = {
  language: "{system}",
  spoken: "{spoken}",
  words: fetch("/text/{spoken}.json"),
  view: window.__TAURI_INTERNALS__.invoke("first_view"),
};
