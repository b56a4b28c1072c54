/** A custom event as a sentence. */
import type { Action, CustomEvent, LineFilter, WatchedView } from "../ipc/bindings";
import { fileName } from "../sounds/file-name";
import { nameOf } from "../status/watched";
import { listed, orNone, parts, t, type Part } from "../text";
import { inLocale } from "../text/locale";
import { conditionWords } from "./conditions";

/** Returns the host of an address, without who signs in there. */
function host(url: string): string {
  return /^[a-z][\w+.-]*:\/\/(?:[^/?#]*@)?([^/?#]+)/i.exec(url)?.[1] ?? url;
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

const either = inLocale((tag) => new Intl.ListFormat(tag, { type: "disjunction" }));

function telWord(piece: string): string {
  const number = piece.replace(/^([^*?]+)\*$/, "$1");
  return t("tel-word", { number, shape: number < piece ? "beginning" : /[*?]/.test(piece) ? "like" : "number" });
}

/** Returns which numbers a list means, e.g. "4021 or 4017". The backend's `NumberPattern` has its rules. */
export function telWords(list: string): string {
  const said: Record<string, string[]> = {};
  for (const [, not = "", piece = ""] of list.toLowerCase().matchAll(/\s*(!?)\s*([^,]*[^,\s])/g)) (said[not] ??= []).push(telWord(piece));
  const words = (not: string): string => orNone(either().format(said[not] ?? []));
  return orNone(list.trim() && t("tel-words", { wanted: words(""), not: words("!") }));
}

export function sentence({ trigger, conditions, actions }: CustomEvent, watched: WatchedView[]): Part[] {
  const [first] = actions;
  return parts("event-sentence", {
    ...trigger,
    remoteTel: trigger.category === "call" ? telWords(trigger.remoteTel) : "",
    ...lineWords(trigger.category === "connection" ? "own" : trigger.line, watched),
    only: orNone(listed(conditions.map(conditionWords))),
    kind: first?.kind ?? "none",
    target: first ? target(first) : "",
    more: Math.max(0, actions.length - 1),
  });
}
