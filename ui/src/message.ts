import { tauriMessages, type MessageClient } from "./ipc/messages";
import { show } from "./messages";
import "./style/message.css";
import { speak } from "./text";

async function backend(): Promise<MessageClient> {
  // Only to look at the window in a browser: a build to ship holds nothing of this.
  if ((import.meta.env.DEV || import.meta.env.MODE === "browser") && !("__TAURI_INTERNALS__" in window)) {
    const { fakeMessages } = await import("./ipc/fake-messages");
    return fakeMessages();
  }
  return tauriMessages;
}

const target = document.getElementById("app");
await speak(new URLSearchParams(location.search).get("language") ?? "en", "-message");
if (target) show(target, await backend());
