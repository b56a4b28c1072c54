// See first.ts.
window.first = window.__TAURI_INTERNALS__?.invoke("first_view");
