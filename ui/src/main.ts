import { mount } from "svelte";
import App from "./App.svelte";
import { tauriClient, type Client } from "./ipc/client";
import "./style/index.css";
import { speak } from "./text";
import "./text/live.svelte";

async function backend(): Promise<Client> {
  // Only to look at the window in a browser: a build to ship holds nothing of this.
  if ((import.meta.env.DEV || import.meta.env.MODE === "browser") && !("__TAURI_INTERNALS__" in window)) {
    const { fakeFromAddress } = await import("./ipc/fake");
    const fake = fakeFromAddress(location.search);
    // A test makes something happen.
    return Object.assign(globalThis, { backend: fake }).backend;
  }
  return tauriClient;
}

const target = document.getElementById("app");
const given = new URLSearchParams(location.search);
// The system's language, which only the shell knows for sure.
const system = given.get("language") ?? "en";
// What is spoken now need not wait until the settings are there.
void speak(given.get("spoken") ?? system);
if (target) mount(App, { target, props: { client: await backend(), system } });
