/** A custom event as a sentence. */
import type { Action, CustomEvent } from "../ipc/bindings";
import { fileName } from "../sounds/file-name";
import { orNone, parts, type Part } from "../text";

function host(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}

function target(action: Action): string {
  switch (action.kind) {
    case "runProgram":
      return fileName(action.program);
    case "playSound":
      return fileName(action.file);
    case "showMessage":
      return action.title || action.text;
    case "openWebPage":
    case "runWebService":
      return host(action.url);
  }
}

export function sentence(event: CustomEvent): Part[] {
  const { trigger } = event;
  const [first] = event.actions;
  const call = trigger.category === "call" ? trigger : null;
  return parts("event-sentence", {
    category: trigger.category,
    state: trigger.state,
    direction: call?.direction ?? "both",
    scope: call?.scope ?? "both",
    remoteTel: orNone(call?.remoteTel),
    kind: first?.kind ?? "none",
    target: first ? target(first) : "",
    more: Math.max(0, event.actions.length - 1),
  });
}
