/** A custom event as a sentence. */
import type { Action, CustomEvent, LineFilter, WatchedView } from "../ipc/bindings";
import { fileName } from "../sounds/file-name";
import { nameOf } from "../status/watched";
import { listed, orNone, parts, type Part } from "../text";
import { conditionWords } from "./conditions";

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

/** Returns whose line is meant, as the words a message needs. A line that is not watched is known by its user id. */
export function lineWords(filter: LineFilter, watched: WatchedView[]): { line: "own" | "any" | "one"; name: string } {
  if (typeof filter === "string") return { line: filter, name: "" };
  const known = watched.find(({ line }) => line.userId === filter.line);
  return { line: "one", name: known ? nameOf(known) : filter.line };
}

/** Returns the other party's number as the words a message needs: one, or what several are like. */
export function telWords(remoteTel = ""): { remoteTel: string; pattern: "yes" | "no" } {
  return { remoteTel: orNone(remoteTel.trim()), pattern: /[*,!]/.test(remoteTel) ? "yes" : "no" };
}

export function sentence({ trigger, conditions, actions }: CustomEvent, watched: WatchedView[]): Part[] {
  const [first] = actions;
  const call = trigger.category === "call" ? trigger : null;
  return parts("event-sentence", {
    category: trigger.category,
    state: trigger.state,
    direction: call?.direction ?? "both",
    scope: call?.scope ?? "both",
    ...telWords(call?.remoteTel),
    ...lineWords(trigger.category === "connection" ? "own" : trigger.line, watched),
    only: orNone(listed(conditions.map(conditionWords))),
    kind: first?.kind ?? "none",
    target: first ? target(first) : "",
    more: Math.max(0, actions.length - 1),
  });
}
